"""The stored rows of one request as arrays, search by search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from lcmnas_core.errors import UsageError
from lcmnas_core.records.rows import settings_text

from .asks import IS_REACHED, REACHED, REGRET, TOTALS, asked
from .request import NAME, WITHIN, Arena, Contest, Request

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]

PROTOCOL = ["estimator", "estimator_version", "data_sha256", "quantity", "settings"]
"""The columns of a row that tell which value of which contest it is."""


@dataclass(frozen=True)
class Results:
    """The searches of one contest that are whole, by rising seed.

    Attributes:
        regrets: at every cost of the arena's grid, (seeds, g).
        reached: cost to come within each of `WITHIN`, infinite where a search never did, (seeds, w).
        totals: by name, (seeds,); NaN where the landscape cannot tell.
        wall_s, cpu_s: of suggesting, (seeds,).
    """

    arena: Arena
    contest: Contest
    seeds: tuple[int, ...]
    regrets: Floats
    reached: Floats
    totals: Mapping[str, Floats]
    wall_s: Floats
    cpu_s: Floats


def rows_of(request: Request, measurements: pd.DataFrame) -> pd.DataFrame:
    """The rows that the request plans, as far as they were made, with `contest` (its number) and `at`.

    Raises:
        UsageError: there are none.
    """
    import pandas as pd

    end = request.first_seed + request.seeds
    mine = measurements[
        (measurements["suite"] == NAME)
        & (measurements["suite_version"] == request.suite_version)
        & measurements["seed"].between(request.first_seed, end - 1)
    ]
    planned = pd.DataFrame(_planned(request), columns=[*PROTOCOL, "contest", "at"])
    found = mine.merge(planned, on=PROTOCOL)
    if found.empty:
        raise UsageError(f"nothing is measured yet of this request of {NAME}; run it first")
    return found


def _planned(request: Request) -> list[tuple[object, ...]]:
    return [
        (
            contest.strategy,
            contest.version,
            arena.sha256,
            each.quantity,
            settings_text(each.settings(arena, contest)),
            number,
            np.nan if each.at is None else each.at,
        )
        for number, contest in enumerate(request.contests)
        for arena in (request.arena(contest.arena),)
        for each in asked(arena)
    ]


def results(request: Request, rows: pd.DataFrame) -> list[Results]:
    """Every contest of which at least one search is whole, in the request's order."""
    parts = dict(iter(rows.groupby("contest")))
    found = (
        _results(request, contest, parts[number])
        for number, contest in enumerate(request.contests)
        if number in parts
    )
    return [each for each in found if each is not None]


def _results(request: Request, contest: Contest, rows: pd.DataFrame) -> Results | None:
    arena = request.arena(contest.arena)
    regrets = _wide(rows, REGRET, arena.grid)
    regrets = regrets[regrets.notna().all(axis=1)]
    if regrets.empty:
        return None
    seeds = regrets.index
    totals = rows[rows["quantity"].isin(TOTALS)].pivot(index="seed", columns="quantity", values="value")
    totals = totals.reindex(index=seeds, columns=list(TOTALS))
    spent = rows.groupby("seed")[["wall_s", "cpu_s"]].first().loc[seeds]
    costs = _array(_wide(rows, REACHED, WITHIN).loc[seeds])
    return Results(
        arena=arena,
        contest=contest,
        seeds=tuple(map(int, seeds)),
        regrets=_array(regrets),
        reached=np.where(_array(_wide(rows, IS_REACHED, WITHIN).loc[seeds]) > 0, costs, np.inf),
        totals={name: _array(totals[name]) for name in TOTALS},
        wall_s=_array(spent["wall_s"]),
        cpu_s=_array(spent["cpu_s"]),
    )


def _wide(rows: pd.DataFrame, quantity: str, places: tuple[float, ...]) -> pd.DataFrame:
    """A row for each seed, a column for each place."""
    wide = rows[rows["quantity"] == quantity].pivot(index="seed", columns="at", values="value")
    return wide.reindex(columns=list(places)).sort_index()


def _array(frame: pd.DataFrame | pd.Series[float]) -> Floats:
    return np.asarray(frame, dtype=np.float64)
