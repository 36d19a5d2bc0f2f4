"""What EcoNAS observed about cheap training, held to one population."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from ..figures.differences import Difference, differences
from ..frame import Row, rows_of
from ..section import Picture, Section
from ..table import Column, Shown, Table
from ..wording import count, fixed, listing, number, percent, sentence
from .verdicts import WORDS, difference, told, verdict

COLUMNS = (
    "observation",
    "claim",
    "better",
    "worse",
    "n",
    "tau_better",
    "tau_worse",
    "difference",
    "low",
    "high",
    "cost_better",
    "cost_worse",
    "verdict",
)
NEEDS = {
    1: "a short schedule on all images beside as many images shown from fewer",
    2: "networks trained narrower beside networks trained on smaller images",
    3: "networks both narrower and on smaller images beside fewer images",
    4: "networks both narrower and on smaller images beside a score without training",
}
"""By number of the observation: the trainings without which it cannot be judged."""
_TITLE = "EcoNAS’s observations"


def observations_section(rows: pd.DataFrame | None, suffix: str = "") -> Section:
    """A verdict on each observation in words, differences with intervals, every comparison."""
    name = f"observations{suffix}"
    found = [] if rows is None else rows_of(rows, COLUMNS)
    if not found:
        return Section(
            name,
            _TITLE,
            "None of the four can be judged here: each compares reduced trainings, and this table has none "
            "of the pairs.",
            caveat=f"Wanted: {'; '.join(f'{key}. {text}' for key, text in NEEDS.items())}.",
        )
    drawn = [_difference(row) for row in found if number(row["difference"]) is not None]
    picture = Picture(
        name,
        alt="Difference in tau of each comparison with its simultaneous interval; as in the table",
        caption="By how much the setting that is said to rank better does so: right of zero speaks for the "
        "observation. Intervals hold for all comparisons of this population at once (95%).",
        draw=lambda: differences(drawn, "difference in Kendall's τ"),
    )
    table = Table(name, "Comparisons", _columns(), tuple(found), COLUMNS)
    return Section(
        name,
        _TITLE,
        " ".join(_judged(observation, found) for observation in NEEDS),
        tables=(table,),
        pictures=(picture,) if drawn else (),
        caveat="Supported or contradicted: the simultaneous 95% interval of the difference lies wholly above "
        "or below zero. The third is supported or undecided: that what costs more ranks better contradicts "
        "nothing. Each comparison is made on the architectures that have both settings, each in the "
        "direction in which it is better. The first three are of EcoNAS (arXiv:2001.01233), the fourth, on "
        "the strongest of the scores, of Abdelfattah et al. (arXiv:2101.08134).",
    )


def _judged(observation: int, rows: Sequence[Row]) -> str:
    mine = [row for row in rows if row["observation"] == observation]
    if not mine:
        return f"{observation}. Not judged: {NEEDS[observation]} is missing."
    claim = f"{observation}. “{sentence(str(mine[0]['claim']))}”"
    if len(mine) == 1:
        return f"{claim}: {mine[0]['verdict']} ({_told(mine[0])}, n = {count(mine[0]['n'])})."
    counts = Counter(str(row["verdict"]) for row in mine)
    words = listing([f"{counts[word]} {word}" for word in WORDS if counts[word]])
    decided = "; ".join(_told(row) for row in mine if row["verdict"] != "undecided")
    return f"{claim}: of {len(mine)} comparisons {words}" + (f" ({decided})." if decided else ".")


def _pair(row: Row) -> str:
    return f"{row['better']} against {row['worse']}"


def _told(row: Row) -> str:
    return f"{_pair(row)} {told(row, 'difference', 'low', 'high')}"


def _difference(row: Row) -> Difference:
    return Difference(
        f"{row['observation']}. {_pair(row)}",
        number(row["difference"]) or 0.0,
        number(row["low"]),
        number(row["high"]),
        str(row["verdict"]),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("observation", "No.", lambda row: Shown(count(row["observation"]))),
        Column("verdict", "Verdict", verdict, "text"),
        Column("better", "Said to rank better", lambda row: _setting(row, "better"), "text"),
        Column("worse", "Than", lambda row: _setting(row, "worse"), "text"),
        Column("tau_better", "τ", lambda row: Shown(fixed(row["tau_better"]))),
        Column("tau_worse", "τ of the other", lambda row: Shown(fixed(row["tau_worse"]))),
        Column(
            "difference",
            "Difference",
            lambda row: difference(row, "difference", "low", "high"),
            hint="with its simultaneous 95% interval",
        ),
        Column("n", "n", lambda row: Shown(count(row["n"]))),
        Column("claim", "Observation", lambda row: Shown(str(row["claim"])), "text"),
    )


def _setting(row: Row, which: str) -> Shown:
    part = number(row[f"cost_{which}"])
    return Shown(str(row[which]), aside="" if part is None else f"{percent(part)} of the cost")
