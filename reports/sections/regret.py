"""What each search still lacks to the best architecture, at every cost."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..ahead import RULE, Lead, lead
from ..figures.regret import regret as draw_regret
from ..figures.regret import regret_panels
from ..frame import Row, rows_of
from ..regret_curve import COLUMNS, RegretCurve, regret_curves
from ..section import Picture, Section
from ..strategies import label
from ..table import Column, Shown, Table
from ..wording import cost, count, listing, number, points
from .strategy_column import STRATEGY

_DATA = COLUMNS[1:]


def regret(rows: pd.DataFrame, suffix: str = "") -> Section:
    """Who leads at a tenth of the budget and in the end; curves; the numbers, folded."""
    found = regret_curves(rows)
    pictures = (
        Picture(
            f"regret{suffix}",
            alt="Regret against cost, median over seeds of every strategy; the folded table has the numbers",
            caption="Lines: median over seeds; shaded: quartiles. In colour the strategies that this project "
            "compares and the one that leads in the end, in grey the others. Both axes are logarithmic; no "
            "regret at all is drawn at 0.02 points.",
            draw=lambda: draw_regret(found),
        ),
        Picture(
            f"regret-panels{suffix}",
            alt="Regret against cost, one panel for each strategy",
            caption="Every strategy by itself: median and quartiles; dashed: the median of random search.",
            draw=lambda: regret_panels(found),
        ),
    )
    table = Table(
        f"regret{suffix}",
        caption="Regret at every cost",
        columns=_columns(),
        rows=tuple(rows_of(rows, _DATA)),
        data=_DATA,
        folded=True,
    )
    return Section(
        f"regret{suffix}",
        "Regret against cost",
        _finding(found),
        tables=(table,),
        pictures=pictures,
        caveat=RULE,
    )


def _columns() -> tuple[Column, ...]:
    return (
        STRATEGY,
        Column("cost", "Cost", lambda row: Shown(cost(row["cost"], str(row["unit"])))),
        Column("median", "Median", lambda row: Shown(points(row["median"])), hint="points of accuracy"),
        Column("q25", "Quartiles", lambda row: _between(row, "q25", "q75")),
        Column("mean", "Mean", lambda row: Shown(points(row["mean"]))),
        Column("low", "95% interval", lambda row: _between(row, "low", "high"), hint="of the mean"),
        Column("n", "Seeds", lambda row: Shown(count(row["n"]))),
    )


def _between(row: Row, low: str, high: str) -> Shown:
    known = number(row[low]) is not None and number(row[high]) is not None
    return Shown(f"{points(row[low])} to {points(row[high])}" if known else points(None))


def _finding(found: Sequence[RegretCurve]) -> str:
    curve = found[0]
    last = len(curve.cost) - 1
    early = min(range(last + 1), key=lambda place: abs(curve.cost[place] - curve.cost[last] / 10))
    return " ".join(
        _told(lead([each.at(place) for each in found]), cost(float(curve.cost[place]), curve.unit))
        for place in dict.fromkeys((early, last))
    )


def _told(here: Lead, spent: str) -> str:
    least = f"{label(here.first.name)} ({points(here.first.value)} points of regret on average)"
    if not here.undecided:
        return f"After {spent}, {least} is ahead of all others."
    if not here.behind:
        return f"After {spent}, who is ahead is undecided; {least} is lowest."
    others = listing([label(each.name) for each in here.undecided])
    return f"After {spent}, {least} is lowest, undecided from {others}; {len(here.behind)} are behind."
