"""What it costs to come near the best."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..frame import Row, rows_of
from ..section import Section
from ..strategies import label
from ..table import Column, Shown, Table
from ..wording import NOTHING, cost, count, fixed, listing, number, share
from .strategy_column import STRATEGY

COLUMNS = ("landscape", "strategy", "unit", "within", "share", "median", "q25", "q75", "n")
_DATA = COLUMNS[1:]
_MOST_NAMED = 3


def reach(rows: pd.DataFrame, suffix: str = "") -> Section:
    """Who comes within a point and half a point of the best first; the table."""
    found = rows_of(rows, _DATA)
    nearness = sorted({number(row["within"]) or 0.0 for row in found}, reverse=True)
    table = Table(
        f"reach{suffix}",
        caption="Cost until the best was near for the first time",
        columns=_columns(),
        rows=tuple(sorted(found, key=lambda row: (-(number(row["within"]) or 0.0), _order(row)))),
        data=_DATA,
    )
    return Section(
        f"reach{suffix}",
        "Cost to come near the best",
        " ".join(_told([row for row in found if row["within"] == each], each) for each in nearness),
        tables=(table,),
        caveat="The median is of all searches: one that never came so near counts as endless, so where fewer "
        "than half did there is none. A score that follows from the architecture costs nothing, so what is "
        "best by it is known at no cost. The report knows the best; a search does not know that it is near.",
    )


def _order(row: Row) -> tuple[bool, float, float, str]:
    median = number(row["median"])
    return median is None, median or 0.0, -(number(row["share"]) or 0.0), str(row["strategy"])


def _told(rows: Sequence[Row], within: float) -> str:
    near = _distance(within)
    reached = sorted((row for row in rows if number(row["median"]) is not None), key=_order)
    never = [label(str(row["strategy"])) for row in rows if not row["share"]]
    if not reached:
        words = f"No strategy comes within {near} of the best under half of its seeds or more."
    else:
        first = [
            f"{label(str(row['strategy']))} {cost(row['median'], str(row['unit']))}"
            for row in reached[:_MOST_NAMED]
        ]
        words = f"Median cost to come within {near} of the best: {listing(first)}."
    return words + (f" Never that near: {listing(never)}." if never and reached else "")


def _distance(within: float) -> str:
    return f"{fixed(100 * within, 1).removesuffix('.0')} point" + ("" if within == 0.01 else "s")


def _columns() -> tuple[Column, ...]:
    return (
        STRATEGY,
        Column("within", "Within", lambda row: Shown(_distance(number(row["within"]) or 0.0))),
        Column("share", "Reached", lambda row: Shown(share(row["share"])), "percent", "share of the seeds"),
        Column("median", "Median cost", lambda row: Shown(cost(row["median"], str(row["unit"])))),
        Column("q25", "Quartiles", _quartiles),
        Column("n", "Seeds", lambda row: Shown(count(row["n"]))),
    )


def _quartiles(row: Row) -> Shown:
    unit = str(row["unit"])
    low, high = (
        cost(row[name], unit) if number(row[name]) is not None else "never" for name in ("q25", "q75")
    )
    return Shown(NOTHING if low == high == "never" else f"{low} to {high}")
