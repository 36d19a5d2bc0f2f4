"""How well the trainings of a table agree between seeds, which says what their noise leaves to any score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from lcmnas_core.metrics import MINIMUM_FOR_INTERVAL, bootstrap_taus
from lcmnas_core.tables.schema import Ceiling
from lcmnas_core.tables.trainings import FULL, Training


def ceilings(trainings: Sequence[Training], seeds: Sequence[int]) -> tuple[Ceiling, ...]:
    """Tau-b between the test accuracies of the first two seeds: per population, live architectures and all.

    Of whole trainings only. A table of one seed has none; a population with fewer than 30 architectures
    trained under both, not yet. Architectures that train alike are resampled together.
    """
    if len(seeds) < 2:
        return ()
    found = []
    whole = [each for each in trainings if each.recipe == FULL]
    for population in sorted({each.population for each in whole}):
        rows = [each for each in whole if each.population == population]
        found += [_ceiling([each for each in rows if each.live], seeds, population, "live")]
        found += [_ceiling(rows, seeds, population, "all")]
    return tuple(each for each in found if each is not None)


def _ceiling(
    rows: Sequence[Training], seeds: Sequence[int], population: str, cells: Literal["live", "all"]
) -> Ceiling | None:
    first, second = (_accuracies(rows, seed) for seed in seeds[:2])
    common = sorted(first.keys() & second.keys())
    if len(common) < MINIMUM_FOR_INTERVAL:
        return None
    one, other = (np.array([each[arch] for arch in common]) for each in (first, second))
    classes = {each.arch: each.class_key for each in rows}
    name = f"seed {seeds[0]}"
    drawn = bootstrap_taus({name: one}, other, clusters=[classes[arch] for arch in common])
    tau, interval = drawn.values[name], drawn.interval(name)
    if tau is None:
        return None
    low, high = (interval.low, interval.high) if interval else (None, None)
    return Ceiling(
        population=population,
        cells=cells,
        tau=tau,
        low=low,
        high=high,
        n=len(common),
        deviation_between_architectures=float(np.std((one + other) / 2, ddof=1)),
        deviation_between_seeds=float(np.sqrt(np.mean((one - other) ** 2) / 2)),
    )


def _accuracies(rows: Sequence[Training], seed: int) -> dict[str, float]:
    return {
        each.arch: each.test_accuracy for each in rows if each.seed == seed and each.test_accuracy is not None
    }
