"""Two settings against each other on the architectures that both have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics import MINIMUM_TO_PRINT, Difference, bootstrap_taus

from .readings import Floats, Readings, Signal

Pair = tuple[Signal, Signal]


@dataclass(frozen=True)
class Paired:
    """What two settings come to on the architectures of both, each in the direction in which it is better.

    Attributes:
        n: architectures that both have.
        taus: of the one and of the other; None where undefined.
        difference: of the one minus that of the other; None where one is undefined.
    """

    n: int
    taus: tuple[float | None, float | None]
    difference: Difference | None


def common(pair: Pair) -> npt.NDArray[np.bool_]:
    """Which architectures both have, (n,)."""
    one, other = pair
    return ~(np.isnan(one.values) | np.isnan(other.values))


def is_enough(pair: Pair) -> bool:
    """Whether both have so many that a tau is printed."""
    return int(common(pair).sum()) >= MINIMUM_TO_PRINT


def paired(readings: Readings, pairs: Sequence[Pair]) -> list[Paired]:
    """Every pair in order; intervals of the differences hold for all of them at once."""
    names = [(f"{place}, one", f"{place}, other") for place, _ in enumerate(pairs)]
    values = {
        name: each
        for both, pair in zip(names, pairs, strict=True)
        for name, each in zip(both, _directed(pair), strict=True)
    }
    drawn = bootstrap_taus(values, readings.truth, clusters=readings.classes)
    found = drawn.simultaneous_differences(names)
    return [
        Paired(drawn.n[one], (drawn.values[one], drawn.values[two]), found[one, two]) for one, two in names
    ]


def _directed(pair: Pair) -> Iterator[Floats]:
    known = common(pair)
    for each in pair:
        yield np.where(known, each.values if each.higher_is_better else -each.values, np.nan)
