"""How far one search had come after each evaluation, and several searches together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .methods import in_order

COLUMNS = (
    "search",
    "method",
    "seed",
    "number",
    "generation",
    "arch",
    "status",
    "score",
    "validation_accuracy",
    "fitness",
    "params",
    "net_macs",
    "depth",
    "macs",
    "images",
    "cpu_s",
    "device_s",
)
"""Columns of the frame `evaluations`: one row per candidate evaluated.

`number` counts from 0 in the order of the search; `score`, `validation_accuracy` and `fitness` are missing
where `status` is not `ok` or the method has none; `params`, `net_macs` (multiply-adds of one image) and
`depth` are of the network; `macs`, `images`, `cpu_s` and `device_s` are what the search has spent so far,
this one included; `device_s` is missing where the device is a CPU.
"""

Axis = Literal["evaluations", "macs", "images", "cpu_s", "device_s"]
Currency = Literal["macs", "images"]
"""What searches may spend equally much of."""

CURRENCIES: Mapping[Currency, str] = {"macs": "multiply-adds", "images": "images trained on"}

_COSTS: tuple[Axis, ...] = ("macs", "images", "cpu_s", "device_s")
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Trajectory:
    """One search: what was spent (n,) on each axis, and the best validation accuracy so far (n,)."""

    method: str
    seed: int
    spent: dict[Axis, Values]
    best: Values


@dataclass(frozen=True)
class Together:
    """Several searches where all of them run: median and range of their best so far as steps, (n,) each.

    From `x[i]` to `x[i + 1]` they are those at `i`; points where nothing changes are left out.
    """

    x: Values
    median: Values
    low: Values
    high: Values


def trajectories(evaluations: pd.DataFrame) -> list[Trajectory]:
    """Every search that has a validation accuracy at all, methods in their order, then by seed."""
    found = []
    for _, rows in evaluations.groupby("search", sort=True):
        rows = rows.sort_values("number", kind="stable")
        best = rows["validation_accuracy"].to_numpy(dtype=np.float64, na_value=-np.inf)
        best = np.maximum.accumulate(best)
        known = np.isfinite(best)
        if known.any():
            spent: dict[Axis, Values] = {"evaluations": np.arange(1.0, len(rows) + 1)[known]}
            for axis in _COSTS:
                spent[axis] = rows[axis].to_numpy(dtype=np.float64, na_value=np.nan)[known]
            first = rows.iloc[0]
            found.append(Trajectory(str(first["method"]), int(first["seed"]), spent, best[known]))
    order = in_order(each.method for each in found)
    return sorted(found, key=lambda each: (order.index(each.method), each.seed))


def together(searches: Sequence[Trajectory], axis: Axis) -> Together | None:
    """Median, lowest and highest best-so-far of `searches` as steps over `axis`.

    From where the last of them has its first value to where the first of them ends; None where these do not
    overlap, or a cost is unknown.
    """
    places = [each.spent[axis] for each in searches]
    if not places or not all(np.isfinite(place).all() for place in places):
        return None
    start, end = max(place[0] for place in places), min(place[-1] for place in places)
    if start > end:
        return None
    x = np.unique(np.concatenate(places))
    x = x[(x >= start) & (x <= end)]
    best = np.stack([each.best[np.searchsorted(each.spent[axis], x, "right") - 1] for each in searches])
    curves = np.stack([np.median(best, axis=0), best.min(axis=0), best.max(axis=0)])
    kept = corners(curves)
    return Together(x[kept], *curves[:, kept])


def corners(curves: Values) -> NDArray[np.bool_]:
    """(n,): which points of step lines (k, n) are needed to draw them: the first, each change, the last."""
    kept = np.ones(curves.shape[1], dtype=np.bool_)
    kept[1:-1] = (curves[:, 1:-1] != curves[:, :-2]).any(axis=0)
    return kept


def of_methods(found: Iterable[Trajectory], methods: Iterable[str]) -> dict[str, list[Trajectory]]:
    """The searches of each method, methods without any left out."""
    groups: dict[str, list[Trajectory]] = {method: [] for method in methods}
    for each in found:
        if each.method in groups:
            groups[each.method].append(each)
    return {method: searches for method, searches in groups.items() if searches}
