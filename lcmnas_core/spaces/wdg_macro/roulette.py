"""Which parent the next layer is drawn from: a roulette by the rank of fitness."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lcmnas_core.errors import UsageError
from lcmnas_core.graphs.weighted_graph import WeightedGraph


@dataclass(frozen=True)
class Parent:
    """A graph to draw from; without fitness (its evaluation failed) it is never drawn from."""

    graph: WeightedGraph
    fitness: float | None

    def __post_init__(self) -> None:
        if self.fitness is not None and not math.isfinite(self.fitness):
            raise UsageError(f"a parent has fitness {self.fitness}; expected a finite number, or None")


def roulette(candidates: int, spin: float, least_weight: int = 1) -> int | None:
    r"""Position that a `spin` in [0, 1) picks among `candidates`, worst first; None on an empty wheel.

    .. math:: P(i) = \frac{w_i}{\sum_j w_j}, \qquad w_i = i + w_0, \quad i = 0 \dots n - 1

    with w_0 the `least_weight`, 0 or 1: with 1 the best of n has 2 / (n + 1), with 0 it has 2 / n, the worst
    nothing, and a single candidate leaves the wheel empty. Source: arXiv:2203.05508.
    """
    unlucky = 1 - least_weight
    lucky = candidates - unlucky
    if lucky < 1:
        return None
    drawn = min(int(spin * (lucky * (lucky + 1) // 2)), lucky * (lucky + 1) // 2 - 1)
    # The largest i with 1 + 2 + ... + i <= drawn.
    return unlucky + (math.isqrt(8 * drawn + 1) - 1) // 2
