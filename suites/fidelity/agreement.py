"""How well cheap settings rank as long training does: tau and rho with intervals, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from lcmnas_core.metrics import MINIMUM_TO_PRINT, RankBootstrap, bootstrap_rhos, bootstrap_taus, ceiling_tau

from .against_whole import NOTHING, against_whole
from .readings import Readings, Signal

Row = dict[str, Any]

MOST_EPOCHS = 40
"""Points of a curve of tau; of longer schedules so many, at equal distances."""

NOISELESS = "a score without noise would reach no more against this truth"
SEEDS = "two trainings of the same architectures agree no better"


def settings(readings: Readings) -> Iterator[Row]:
    """One row for each cheap setting of a population."""
    found = {each.setting: each for each in readings.settings() if _enough(each)}
    if not found:
        return
    values = {name: each.values for name, each in found.items()}
    taus = bootstrap_taus(values, readings.truth, clusters=readings.classes)
    rhos = bootstrap_rhos(values, readings.truth, clusters=readings.classes)
    compared = against_whole(readings)
    for name, each in found.items():
        tau, rho = _numbers(taus, name), _numbers(rhos, name)
        yield {
            **readings.names,
            "setting": name,
            "kind": each.kind,
            "is_whole": each.is_whole,
            "higher_is_better": each.higher_is_better,
            "n": taus.n[name],
            "begun": readings.begun,
            "coverage": taus.n[name] / readings.begun,
            **tau,
            **compared.get(name, NOTHING),
            "rho": rho["tau"],
            "rho_low": rho["low"],
            "rho_high": rho["high"],
            "cost_macs": each.price.macs,
            "cost_s": each.price.seconds,
            "cost_ratio": each.price.share,
            "seconds_of": each.price.seconds_of,
            "truth": readings.truth_is,
            "note": each.note,
        }


def failures(readings: Readings) -> Iterator[Row]:
    """One row for each training and score that came to nothing."""
    for each in readings.failures:
        yield {**readings.names, **asdict(each)}


def epochs(readings: Readings) -> Iterator[Row]:
    """Tau of every curve, epoch by epoch."""
    count = min(readings.schedule, MOST_EPOCHS)
    shown = sorted({round(place) for place in np.linspace(1, readings.schedule, count)})
    found = {
        (quantity, epoch): each
        for quantity in readings.curves
        for epoch in shown
        if _enough(each := readings.at_epoch(quantity, epoch))
    }
    if not found:
        return
    values = {each.setting: each.values for each in found.values()}
    drawn = bootstrap_taus(values, readings.truth, clusters=readings.classes)
    for (quantity, epoch), each in found.items():
        yield {
            **readings.names,
            "quantity": quantity,
            "higher_is_better": each.higher_is_better,
            "epoch": epoch,
            "schedule": readings.schedule,
            "n": drawn.n[each.setting],
            **_numbers(drawn, each.setting),
            "truth": readings.truth_is,
        }


def ceiling(readings: Readings) -> Iterator[Row]:
    """What a score without noise would reach, and how well two trainings agree; none where one was made."""
    repeats = readings.repeats
    if repeats is None:
        return
    known = ~np.isnan(repeats.one) & ~np.isnan(repeats.other)
    if known.sum() < MINIMUM_TO_PRINT:
        return
    classes = None if readings.classes is None else readings.classes[known]
    drawn = bootstrap_taus({SEEDS: repeats.one[known]}, repeats.other[known], clusters=classes)
    numbers, n = _numbers(drawn, SEEDS), drawn.n[SEEDS]
    tau = numbers["tau"]
    if tau is not None and (reached := ceiling_tau(tau, seeds=repeats.averaged)) is not None:
        runs = "one training" if repeats.averaged == 1 else f"the mean of {repeats.averaged} trainings"
        note = f"from the line below by the Spearman-Brown formula, for {runs}"
        single = {"tau": reached, "low": None, "high": None}
        yield {**readings.names, "kind": NOISELESS, **single, "n": n, "note": note}
    yield {**readings.names, "kind": SEEDS, **numbers, "n": n, "note": repeats.what}


def _enough(signal: Signal) -> bool:
    return int((~np.isnan(signal.values)).sum()) >= MINIMUM_TO_PRINT


def _numbers(drawn: RankBootstrap, name: str) -> dict[str, float | None]:
    interval = drawn.interval(name)
    return {
        "tau": drawn.values[name],
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
    }
