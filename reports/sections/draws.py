"""What the checks let through: rejected draws by reason, and how deep the rest is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..figures.depths import Depths, depth_histograms
from ..frame import Row, rows_of
from ..methods import in_order, label
from ..outcome import Outcome, by_method
from ..section import Picture, Section
from ..table import Column, Shown, Table
from ..wording import count, listing, number, percent, several
from .method_column import METHOD

REJECTIONS = ("search", "reason", "count")
"""Columns of the frame `rejections`: draws of each search that no check let through, by the first reason."""

DEPTHS = ("search", "depth", "count")
"""Columns of the frame `depths`: how many of all draws of a search could be built, with which depth."""

_DATA = ("method", "reason", "count", "share")


def draws(
    found: Sequence[Outcome],
    evaluations: pd.DataFrame,
    rejections: pd.DataFrame | None,
    depths: pd.DataFrame | None,
) -> Section:
    """Shares rejected and typical depths in words, histograms, reasons."""
    method_of = {each.search: each.method for each in found}
    shown = _depths(evaluations, depths, method_of)
    picture = Picture(
        "depths",
        alt="Depths of the networks that each method evaluated, and of all that it drew",
        caption="Filled: candidates that were evaluated. Line: every draw that can be built, before limits "
        "on size and other checks; the deepest hundredth may be gathered at the right end.",
        draw=lambda: depth_histograms(shown),
    )
    tables = () if rejections is None else (_table(found, rejections, method_of),)
    return Section(
        "draws",
        "What is drawn",
        " ".join(filter(None, (_rejected(found), _depth_words(shown)))),
        tables=tables,
        pictures=(picture,) if shown else (),
        caveat="Rejected draws cost no evaluation; a draw is counted under the first check that refuses it.",
    )


def _depths(
    evaluations: pd.DataFrame, depths: pd.DataFrame | None, method_of: dict[str, str]
) -> dict[str, Depths]:
    found = {}
    for method in in_order(method_of.values()):
        mine = [search for search, owner in method_of.items() if owner == method]
        evaluated = (
            evaluations.loc[evaluations["search"].isin(mine), "depth"].dropna().to_numpy(dtype=np.float64)
        )
        drawn = None
        if depths is not None and not (part := depths[depths["search"].isin(mine)]).empty:
            counts = part.groupby("depth")["count"].sum()
            drawn = counts.index.to_numpy(dtype=np.float64), counts.to_numpy(dtype=np.float64)
        if len(evaluated) or drawn is not None:
            found[method] = Depths(drawn, evaluated)
    return found


def _rejected(found: Sequence[Outcome]) -> str:
    parts = [
        f"{label(method)} {percent(sum(each.rejected for each in searches) / drawn)}"
        for method, searches in by_method(found).items()
        if (drawn := sum(each.drawn for each in searches))
    ]
    total = sum(each.drawn for each in found)
    return f"Rejected of {several(total, 'draw')}: {listing(parts)}." if parts else ""


def _depth_words(shown: dict[str, Depths]) -> str:
    parts = [
        f"{label(method)} {np.median(each.evaluated):g}"
        for method, each in shown.items()
        if len(each.evaluated)
    ]
    return f"Median depth of what was evaluated: {listing(parts)}." if parts else ""


def _table(found: Sequence[Outcome], rejections: pd.DataFrame, method_of: dict[str, str]) -> Table:
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows_of(rejections, REJECTIONS):
        if (search := str(row["search"])) in method_of:
            counts[method_of[search], str(row["reason"])] += int(number(row["count"]) or 0)
    drawn = {method: sum(each.drawn for each in searches) for method, searches in by_method(found).items()}
    order = in_order(drawn)
    ranked = sorted(counts.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0][1]))
    rows: tuple[Row, ...] = tuple(
        {"method": method, "reason": reason, "count": times, "share": times / drawn[method]}
        for (method, reason), times in ranked
    )
    columns = (
        METHOD,
        Column("reason", "Refused for", lambda row: Shown(str(row["reason"])), "text"),
        Column("count", "Draws", lambda row: Shown(count(row["count"]))),
        Column("share", "Of all draws", lambda row: Shown(percent(row["share"], 1)), "percent"),
    )
    return Table("rejections", "Rejected draws by reason", columns, rows, _DATA, folded=True)
