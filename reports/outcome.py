"""One finished search, typed and in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from .frame import FrameError, rows_of
from .methods import in_order


@dataclass(frozen=True)
class Outcome:
    """What one search found and spent.

    Attributes:
        search: its name, as the other frames call it (`lcmnas/0`).
        method: with what else than usual it searches, as in `lcmnas@branched`; `space` is where.
        seed: searches of several methods under one seed are paired.
        evaluations, failed: candidates evaluated, and how many of these have no value.
        cut_in: phase in which the budget ended a search that goes through phases; None for any other.
        macs, images, cpu_s, wall_s: spent in all, reference fitness and final pick included; seconds leave
            out shipped scores of reference networks.
        device_s: seconds of an accelerator; None where the device was a CPU.
        peak_bytes, energy_j: most memory of one of its jobs, and energy of all; None where no meter was.
        drawn, rejected: genotypes drawn, and how many of these no check let through.
        validation_accuracy: of the network found, on which it was chosen.
        test_accuracy: of the network found, read once; None where the search has not ended.
        params, net_macs, depth: of the network found; `depth` counts convolutions and dense layers.
        arch: the network found, as `parse_chain` reads it.
    """

    search: str
    method: str
    space: str
    seed: int
    dataset: str
    evaluations: int
    cut_in: str | None
    failed: int
    macs: int
    images: int
    cpu_s: float | None
    device_s: float | None
    wall_s: float | None
    peak_bytes: float | None
    energy_j: float | None
    rejected: int
    drawn: int
    test_accuracy: float | None
    validation_accuracy: float | None
    params: int | None
    net_macs: int | None
    depth: int | None
    arch: str | None


COLUMNS = tuple(field.name for field in fields(Outcome))
"""Columns of the frame `searches`; one row per search."""

_WHOLE = (
    "seed",
    "evaluations",
    "failed",
    "macs",
    "images",
    "rejected",
    "drawn",
    "params",
    "net_macs",
    "depth",
)


def outcomes(searches: pd.DataFrame) -> list[Outcome]:
    """Every search, methods in their order, then by seed.

    Raises:
        FrameError: searches of several data sets, or two of one method and seed.
    """
    found = [_outcome(row) for row in rows_of(searches, COLUMNS)]
    datasets = sorted({each.dataset for each in found})
    if len(datasets) > 1:
        raise FrameError(f"frame 'searches' mixes data sets {', '.join(datasets)}; a page is of one")
    keys = [(each.method, each.seed) for each in found]
    if len(set(keys)) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise FrameError(f"frame 'searches' holds {twice[0]} under seed {twice[1]} twice")
    order = in_order(each.method for each in found)
    return sorted(found, key=lambda each: (order.index(each.method), each.seed))


def by_method(found: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """The searches of each method, in the order given."""
    groups: dict[str, list[Outcome]] = {}
    for each in found:
        groups.setdefault(each.method, []).append(each)
    return groups


def accuracy_by_seed(found: Sequence[Outcome]) -> dict[int, float]:
    """Test accuracy by seed, of searches of one method that have one."""
    return {each.seed: each.test_accuracy for each in found if each.test_accuracy is not None}


def _outcome(row: dict[str, Any]) -> Outcome:
    return Outcome(**{**row, **{name: None if row[name] is None else int(row[name]) for name in _WHOLE}})
