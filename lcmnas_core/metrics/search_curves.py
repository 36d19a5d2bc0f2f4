"""How good the incumbent of a search is at every cost: a step function, and numbers taken of it.

A search is given by the moments at which its incumbent changed: `costs`, what had been spent by then, and
`values`, what the incumbent is worth from then on, both (k,). Before the first there is no incumbent: what
counts until then is `before`, for instance what a network drawn at random is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics.resampling import resample
from lcmnas_core.metrics.uncertainty import MINIMUM_FOR_INTERVAL, RESAMPLES
from lcmnas_core.metrics.vectors import Floats, InvalidScoresError, Vector, same_length, vector

ROUNDING: Final = 1e-9
"""Accuracies are differences of decimal fractions: 0.94 - 0.93 is a little more than 0.01."""


@dataclass(frozen=True)
class Band:
    """Where searches that differ in their seed lie, at every cost of a grid; each number (g,).

    Attributes:
        low, high: percentile bootstrap interval of the mean over seeds; None below `MINIMUM_FOR_INTERVAL`
            seeds.
        n: how many seeds.
    """

    median: Floats
    q25: Floats
    q75: Floats
    mean: Floats
    low: Floats | None
    high: Floats | None
    n: int


def value_at(costs: npt.ArrayLike, values: npt.ArrayLike, grid: npt.ArrayLike, before: float) -> Floats:
    r"""What the incumbent is worth once each cost of `grid` is spent, (g,).

    .. math:: v(c) = v_i, \quad i = \max \{ j : c_j \le c \}

    Of several changes at one cost the last counts; no interpolation.

    Raises:
        InvalidScoresError: lengths that differ, values that are not finite, or costs that fall.
    """
    spent, worth = _steps(costs, values)
    place = np.searchsorted(spent, vector(grid, "grid"), side="right")
    found: Floats = np.concatenate(([before], worth))[place]
    return found


def area_under_regret(
    costs: npt.ArrayLike, regrets: npt.ArrayLike, span: tuple[float, float], before: float
) -> float:
    r"""Mean regret over the logarithm of cost, from `span[0]` to `span[1]`.

    .. math:: \frac{1}{\ln(b / a)} \int_a^b r(c)\, \frac{dc}{c}

    Logarithmic, so that every doubling of the budget counts alike: over plain cost the last hours of a search
    would hide all that happened before. Exact, as r is a step function. In the unit of the regret.

    Raises:
        InvalidScoresError: as `value_at`, or not 0 < a < b.
    """
    first, last = span
    if not 0 < first < last:
        raise InvalidScoresError(f"span is {span}; give two costs above 0, the smaller first")
    spent, _ = _steps(costs, regrets)
    edges = np.concatenate(([first], spent[(spent > first) & (spent < last)], [last]))
    heights = value_at(costs, regrets, edges[:-1], before)
    return float(heights @ np.diff(np.log(edges)) / np.log(last / first))


def cost_to_reach(costs: npt.ArrayLike, regrets: npt.ArrayLike, within: float) -> float | None:
    """What had been spent when the regret was at most `within` for the first time; None where it never was.

    Of several incumbents at one cost the last counts, as in `value_at`: the others held for no cost at all. A
    later incumbent may be worse again: a search does not see its regret.

    Raises:
        InvalidScoresError: as `value_at`.
    """
    spent, regret = _steps(costs, regrets)
    has_held = np.append(np.diff(spent) > 0, True)[: spent.size]
    reached = np.flatnonzero((regret <= within + ROUNDING) & has_held)
    return float(spent[reached[0]]) if reached.size else None


def band(values: npt.ArrayLike, *, confidence: float = 0.95, seed: int = 0) -> Band:
    """Median and quartiles over seeds, and the mean with its interval; `values` is (seeds, g).

    Raises:
        InvalidScoresError: not one finite number for every seed and cost, or no seed at all.
    """
    table = np.asarray(values, np.float64)
    if table.ndim != 2 or not table.shape[0] or not np.isfinite(table).all():
        raise InvalidScoresError(f"values has shape {table.shape}; give finite numbers, a row for each seed")
    count = table.shape[0]
    q25, median, q75 = np.quantile(table, [0.25, 0.5, 0.75], axis=0)
    low, high = _interval_of_means(table, confidence, seed) if count >= MINIMUM_FOR_INTERVAL else (None, None)
    return Band(median, q25, q75, table.mean(axis=0), low, high, count)


def _interval_of_means(table: Floats, confidence: float, seed: int) -> tuple[Floats, Floats]:
    weights = resample(table.shape[0], RESAMPLES, seed=seed).astype(np.float64)
    draws = table.T @ weights / table.shape[0]
    low, high = np.quantile(draws, [(1 - confidence) / 2, (1 + confidence) / 2], axis=1)
    return low, high


def _steps(costs: npt.ArrayLike, values: npt.ArrayLike) -> tuple[Vector, Vector]:
    spent, worth = vector(costs, "costs"), vector(values, "values")
    same_length(spent, worth, "costs", "values")
    if (np.diff(spent) < 0).any():
        raise InvalidScoresError("costs fall; give what had been spent in all, in the order of the search")
    return spent, worth
