"""What suggesting costs, apart from what the answers would cost."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..frame import Row, rows_of
from ..section import Section
from ..strategies import label
from ..table import Column, Shown, Table
from ..wording import NOTHING, count, fixed, number, seconds
from .strategy_column import STRATEGY

COLUMNS = (
    "landscape",
    "strategy",
    "wall_s",
    "wall_q25_s",
    "wall_q75_s",
    "cpu_s",
    "wall_per_question_s",
    "share_of_cost",
    "n",
)
_DATA = COLUMNS[1:]


def overhead(rows: pd.DataFrame, suffix: str = "") -> Section:
    """The costliest and the cheapest to ask; the table."""
    found = sorted(rows_of(rows, _DATA), key=lambda row: -(number(row["wall_s"]) or 0.0))
    table = Table(
        f"overhead{suffix}",
        caption="Seconds that suggesting took in one search, measured here",
        columns=_columns(),
        rows=tuple(found),
        data=_DATA,
    )
    return Section(
        f"overhead{suffix}",
        "Overhead of suggestions",
        _finding(found),
        tables=(table,),
        caveat="Wall seconds depend on the machine and on what else it did; no part of the simulated cost.",
    )


def _finding(found: Sequence[Row]) -> str:
    most, least = found[0], found[-1]
    words = (
        f"Asking and telling takes {label(str(most['strategy']))} {seconds(most['wall_s'])} a search and "
        f"{label(str(least['strategy']))} {seconds(least['wall_s'])} (medians)."
    )
    shares = [known for row in found if (known := number(row["share_of_cost"])) is not None]
    if not shares:
        return words
    return f"{words} That is at most {_small(max(shares))} of what their trainings would take."


def _small(fraction: float) -> str:
    if 0 < fraction < 5e-7:
        return "<0.0001%"
    digits = 0 if fraction >= 0.1 else 2 if fraction >= 0.0001 else 4
    return f"{fixed(100 * fraction, digits)}%"


def _columns() -> tuple[Column, ...]:
    return (
        STRATEGY,
        Column("wall_s", "Wall", _wall, hint="median over searches, quartiles"),
        Column("cpu_s", "CPU", lambda row: Shown(seconds(row["cpu_s"])), hint="median"),
        Column("wall_per_question_s", "A question", _per_question, hint="wall, median"),
        Column("share_of_cost", "Of the cost", _share, hint="wall over simulated seconds"),
        Column("n", "Seeds", lambda row: Shown(count(row["n"]))),
    )


def _wall(row: Row) -> Shown:
    aside = f"{seconds(row['wall_q25_s'])} to {seconds(row['wall_q75_s'])}"
    return Shown(seconds(row["wall_s"]), aside=aside)


def _per_question(row: Row) -> Shown:
    spent = number(row["wall_per_question_s"])
    return Shown(NOTHING if spent is None else f"{fixed(1000 * spent, 3)} ms")


def _share(row: Row) -> Shown:
    known = number(row["share_of_cost"])
    return Shown(NOTHING if known is None else _small(known))
