"""Average ranks, and which strategies they tell apart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..figures.ranks import rank_lines
from ..frame import Row, rows_of
from ..section import Picture, Section
from ..strategies import label
from ..table import Column, Shown, Table
from ..wording import fixed, listing, number, several
from .strategy_column import STRATEGY

COLUMNS = (
    "landscape",
    "measure",
    "strategy",
    "rank",
    "blocks",
    "statistic",
    "p",
    "critical_difference",
    "is_tuned_here",
)
ALL = "all"
"""Stands for a landscape where spaces are the blocks."""

MEASURES = {"regret": "regret in the end", "area_under_regret": "area under the regret"}
_DATA = COLUMNS[1:]
_LEVEL = 0.05
_RULE = (
    "Friedman’s test says whether ranks differ at all; Nemenyi’s critical difference, which two do (95% for "
    "all pairs together). Bars join strategies whose ranks lie closer than that."
)


def ranks(rows: pd.DataFrame, blocks: str, suffix: str = "") -> Section:
    """Who ranks best by each measure and from whom that is not told apart; a figure for each; the table.

    `blocks` says within what strategies are ranked: `seed` or `space`.
    """
    found = {
        measure: sorted(
            (row for row in rows_of(rows, _DATA) if row["measure"] == measure),
            key=lambda row: (_rank(row), str(row["strategy"])),
        )
        for measure in MEASURES
        if (rows["measure"] == measure).any()
    }
    table = Table(
        f"ranks{suffix}",
        caption="Average ranks",
        columns=_columns(),
        rows=tuple(row for lines in found.values() for row in lines),
        data=_DATA,
        folded=True,
    )
    return Section(
        f"ranks{suffix}",
        "Average ranks" + (" over landscapes" if blocks == "space" else ""),
        " ".join(_told(measure, lines, blocks) for measure, lines in found.items()),
        tables=(table,),
        pictures=tuple(_picture(measure, lines, suffix) for measure, lines in found.items()),
        caveat=" ".join(filter(None, (_RULE, _fairness(rows, blocks)))),
    )


def _fairness(rows: pd.DataFrame, blocks: str) -> str:
    """Whose settings were chosen where."""
    if blocks == "space":
        return (
            "Landscapes of one space, or of a part of it, are trainings of the same architectures: ranks are "
            "averaged within each space first. Landscapes on which settings of any strategy were chosen are "
            "left out, others of the same space are not."
        )
    tuned = dict.fromkeys(rows.loc[rows["is_tuned_here"].astype(bool), "strategy"].astype(str))
    if not tuned:
        return ""
    return f"Settings of {listing([*map(label, tuned)])} were chosen on this landscape: no fair test of them."


def _rank(row: Row) -> float:
    return number(row["rank"]) or 0.0


def _picture(measure: str, lines: Sequence[Row], suffix: str) -> Picture:
    ranked = [(str(row["strategy"]), _rank(row)) for row in lines]
    critical = number(lines[0]["critical_difference"]) or 0.0
    return Picture(
        f"ranks-{measure.replace('_', '-')}{suffix}",
        alt=f"Average rank of every strategy by {MEASURES[measure]}; the folded table has the numbers",
        caption=f"Ranks by {MEASURES[measure]}. Bars on the right join strategies that are not told apart.",
        draw=lambda: rank_lines(ranked, critical),
    )


def _told(measure: str, lines: Sequence[Row], blocks: str) -> str:
    first, *others = lines
    over = several(int(number(first["blocks"]) or 0), blocks)
    p, critical = number(first["p"]), number(first["critical_difference"]) or 0.0
    lead = f"By {MEASURES[measure]}, over {over}"
    if _is_hopeless(critical, len(lines)):
        return (
            f"{lead}, nothing can be told: so few tell no two of {len(lines)} strategies apart, whatever "
            "their ranks."
        )
    if p is None or p >= _LEVEL:
        return f"{lead}, ranks do not tell strategies apart (undecided, Friedman {_p(p)})."
    close = [label(str(row["strategy"])) for row in others if _rank(row) - _rank(first) < critical]
    from_whom = f"undecided from {listing(close)}" if close else "apart from all others"
    return (
        f"{lead}, {label(str(first['strategy']))} ranks best ({fixed(first['rank'], 2)}), {from_whom} "
        f"(Friedman {_p(p)})."
    )


def _is_hopeless(critical: float, strategies: int) -> bool:
    """Whether even the first and the last could not lie a critical difference apart."""
    return critical >= strategies - 1


def _p(p: float | None) -> str:
    if p is None:
        return "undefined: all tie"
    return "p < 0.001" if p < 0.001 else f"p = {fixed(p)}"


def _columns() -> tuple[Column, ...]:
    return (
        STRATEGY,
        Column("measure", "By", lambda row: Shown(MEASURES[str(row["measure"])]), "text"),
        Column("rank", "Average rank", lambda row: Shown(fixed(row["rank"], 2))),
        Column("critical_difference", "CD", lambda row: Shown(fixed(row["critical_difference"], 2))),
        Column("p", "Friedman", lambda row: Shown(_p(number(row["p"])))),
        Column("blocks", "Blocks", lambda row: Shown(str(row["blocks"]))),
    )
