"""What papers say that searches cost, with source, verification and known conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from ..frame import Row, rows_of
from ..section import Section
from ..table import Column, Shown, Table, Tone
from ..wording import NOTHING, fixed, listing, number, several
from .error_and_cost import days

COLUMNS = (
    "method",
    "year",
    "space",
    "search_type",
    "dataset",
    "top1_error",
    "params_m",
    "gpu_days",
    "source",
    "verified",
    "conflict",
)
_TONES: dict[str, Tone] = {"primary": "good", "unverified": "bad"}


def published_costs(rows: pd.DataFrame) -> Section:
    """How the rows are verified and how many are in conflict; all of them."""
    found = rows_of(rows, COLUMNS)
    table = Table(
        "published-costs",
        caption="Published costs as printed",
        columns=_columns(),
        rows=tuple(found),
        data=COLUMNS,
        folded=True,
    )
    return Section(
        "published-costs",
        "Published costs",
        _finding(found),
        tables=(table,),
        caveat="Primary: in the system’s own paper or code; secondary: in another paper’s table; derived: "
        "computed from a primary figure; unverified: no source at hand. GPUs differ from row to row.",
    )


def _finding(found: Sequence[Row]) -> str:
    words = Counter(str(row["verified"]) for row in found)
    kinds = listing([f"{number} {word}" for word, number in words.most_common()])
    conflicts = sum(bool(row["conflict"]) for row in found)
    known = [spent for row in found if (spent := number(row["gpu_days"])) is not None and spent > 0]
    span = f" GPU-days go from {days(min(known))} to {days(max(known))}." if known else ""
    return f"{several(len(found), 'published row')}: {kinds}; in {conflicts} of them sources disagree.{span}"


def _columns() -> tuple[Column, ...]:
    return (
        Column("method", "Method", lambda row: Shown(str(row["method"])), "text"),
        Column("year", "Year", lambda row: Shown(str(row["year"]))),
        Column("space", "Space", lambda row: Shown(str(row["space"])), "text"),
        Column("search_type", "Search", lambda row: Shown(str(row["search_type"])), "text", extra=True),
        Column("dataset", "Data set", lambda row: Shown(str(row["dataset"])), "text"),
        Column("top1_error", "Error, %", lambda row: Shown(fixed(row["top1_error"], 2))),
        Column("params_m", "Params, M", lambda row: Shown(fixed(row["params_m"], 1)), extra=True),
        Column("gpu_days", "GPU-days", lambda row: Shown(days(number(row["gpu_days"])))),
        Column("verified", "Verified", _verified, "text"),
        Column("conflict", "Sources disagree", lambda row: Shown(str(row["conflict"] or NOTHING)), "text"),
        Column("source", "Source", lambda row: Shown(str(row["source"])), "text"),
    )


def _verified(row: Row) -> Shown:
    word = str(row["verified"])
    return Shown(word, tone=_TONES.get(word, "unsure" if word == "derived" else ""))
