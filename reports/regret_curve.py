"""Regret of a strategy at every cost, typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .ahead import Estimate

COLUMNS = ("landscape", "strategy", "unit", "cost", "median", "q25", "q75", "mean", "low", "high", "n")
"""Columns of the frame `curves`: one row per landscape, strategy and cost; regrets are fractions."""

Values = NDArray[np.float64]


@dataclass(frozen=True)
class RegretCurve:
    """One strategy: regret over its seeds at each of g costs, all (g,); ends are NaN without an interval."""

    strategy: str
    unit: str
    cost: Values
    median: Values
    q25: Values
    q75: Values
    mean: Values
    low: Values
    high: Values
    n: int

    def at(self, place: int) -> Estimate:
        """Mean regret at one cost."""
        low, high = (None if np.isnan(ends[place]) else float(ends[place]) for ends in (self.low, self.high))
        return Estimate(self.strategy, float(self.mean[place]), low, high)


def regret_curves(rows: pd.DataFrame) -> list[RegretCurve]:
    """One curve for each strategy of a landscape, in the frame's order."""
    return [_curve(str(name), part) for name, part in rows.groupby("strategy", sort=False)]


def _curve(strategy: str, rows: pd.DataFrame) -> RegretCurve:
    rows = rows.sort_values("cost", kind="stable")
    cost, median, q25, q75, mean, low, high = (
        rows[name].to_numpy(dtype=np.float64, na_value=np.nan)
        for name in ("cost", "median", "q25", "q75", "mean", "low", "high")
    )
    unit, n = str(rows["unit"].iloc[0]), int(rows["n"].min())
    return RegretCurve(strategy, unit, cost, median, q25, q75, mean, low, high, n)


def leader(found: Sequence[RegretCurve]) -> str:
    """The strategy of least mean regret in the end."""
    return min(found, key=lambda each: (each.mean[-1], each.strategy)).strategy
