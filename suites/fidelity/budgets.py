"""Epochs by architecture against equal epochs, at equal total cost: both read from the same curves.

A look at epoch k of a longer schedule is no schedule of k epochs; all policies are read alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.decoding.decode import decode
from lcmnas_core.architectures.decoding.operations import Convolution
from lcmnas_core.metrics import MINIMUM_TO_PRINT, bootstrap_taus
from lcmnas_core.spaces.wdg_macro.space import WDG_MACRO
from lcmnas_core.training.epoch_policies import EPOCH_POLICIES, FIRST_EPOCHS

from .difference import numbers, verdict
from .readings import VALIDATION, Floats, Readings
from .request import Own

Integers = npt.NDArray[np.int64]
Row = dict[str, Any]
Given = Mapping[tuple[str, float], Integers]
"""Epochs of each architecture, (n,), by policy and share."""

CONSTANT = "constant"
SHARES = (0.25, 0.5)
"""Of the whole schedule: what every architecture gets under equal epochs."""
STEPS = 32
"""Narrowings from the largest width to nothing: published are steps of 2 channels from 64."""
HALVINGS = 60


@dataclass(frozen=True)
class Shapes:
    """What policies look at, by architecture of one population.

    Attributes:
        depth: convolutions and linear layers, (n,).
        narrowings: steps of 1/32 of the widest network's mean width that it is narrower, (n,).
        macs: of one image, (n,).
    """

    depth: Integers
    narrowings: Integers
    macs: Integers


def shapes(own: Own, readings: Readings) -> Shapes | None:
    """The shapes of networks that are chains of layers; None where architectures are none."""
    if own.space != WDG_MACRO.name:
        return None
    built = BuildSettings.from_names(own.built)
    plans = [decode(WDG_MACRO.parse(arch), built, WDG_MACRO.rules.decoding) for arch in readings.archs]
    widths = np.array(
        [
            np.mean([each.outputs for each in plan.operations if isinstance(each, Convolution)] or [1])
            for plan in plans
        ]
    )
    return Shapes(
        np.array([plan.counts.layers for plan in plans]),
        np.floor(STEPS * (1 - widths / widths.max()) + 0.5).astype(np.int64),
        np.array([plan.counts.macs for plan in plans]),
    )


def assigned(policy: str, shapes: Shapes, constant: int, longest: int) -> Integers:
    """Epochs of each architecture, (n,): those of the policy, scaled to cost no more than `constant` epochs.

    The scale is the largest that keeps within the cost of equal epochs; nothing gets more than `longest`.
    """
    chosen = EPOCH_POLICIES[policy](FIRST_EPOCHS)
    pairs = zip(shapes.depth.tolist(), shapes.narrowings.tolist(), strict=True)
    wanted = np.array([chosen.epochs(depth, narrowings) for depth, narrowings in pairs], dtype=np.float64)
    budget = constant * int(shapes.macs.sum())
    low, high = 0.0, 2.0 * longest
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        spent = int((_scaled(wanted, middle, longest) * shapes.macs).sum())
        low, high = (middle, high) if spent <= budget else (low, middle)
    return _scaled(wanted, low, longest)


def _scaled(wanted: Floats, scale: float, longest: int) -> Integers:
    return np.clip(np.floor(wanted * scale + 0.5), 1, longest).astype(np.int64)


def budgets(readings: Readings, shapes: Shapes) -> tuple[list[Row], list[Row]]:
    """Rows of `budgets` (one for each policy and share) and of `budget_epochs` (one for each network)."""
    if len(readings.archs) < MINIMUM_TO_PRINT:
        return [], []
    given = {
        (policy, share): assigned(
            policy, shapes, max(1, math.floor(share * readings.schedule)), readings.schedule
        )
        for share in SHARES
        for policy in EPOCH_POLICIES
    }
    rows = list(_by_policy(readings, given))
    for row, epochs in zip(rows, given.values(), strict=True):
        row["cost_ratio"] = float((epochs * shapes.macs).sum() / (readings.schedule * shapes.macs.sum()))
    return rows, list(_by_architecture(readings, shapes, given))


def _by_policy(readings: Readings, given: Given) -> Iterator[Row]:
    place, curves = np.arange(len(readings.archs)), readings.curves[VALIDATION]
    values = {_key(*each): curves[epochs - 1, place] for each, epochs in given.items()}
    drawn = bootstrap_taus(values, readings.truth, clusters=readings.classes)
    pairs = [(_key(policy, share), _key(CONSTANT, share)) for policy, share in given if policy != CONSTANT]
    differences = drawn.simultaneous_differences(pairs)
    for (policy, share), epochs in given.items():
        name = _key(policy, share)
        interval, found = drawn.interval(name), differences.get((name, _key(CONSTANT, share)))
        value, low, high = numbers(found)
        yield {
            **readings.names,
            "policy": policy,
            "budget": share,
            "epochs_least": int(epochs.min()),
            "epochs_mean": float(epochs.mean()),
            "epochs_most": int(epochs.max()),
            "n": drawn.n[name],
            "tau": drawn.values[name],
            "low": interval.low if interval else None,
            "high": interval.high if interval else None,
            "minus_constant": value,
            "minus_low": low,
            "minus_high": high,
            "verdict": "control" if policy == CONSTANT else verdict(found),
            "truth": readings.truth_is,
        }


def _key(policy: str, share: float) -> str:
    return f"{policy} {share}"


def _by_architecture(readings: Readings, shapes: Shapes, given: Given) -> Iterator[Row]:
    for (policy, share), epochs in given.items():
        for place, arch in enumerate(readings.archs):
            yield {
                **readings.names,
                "policy": policy,
                "budget": share,
                "arch": arch,
                "depth": int(shapes.depth[place]),
                "narrowings": int(shapes.narrowings[place]),
                "macs": int(shapes.macs[place]),
                "epochs": int(epochs[place]),
            }
