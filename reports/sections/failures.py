"""What has no score, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from ..frame import Cell, rows_of
from ..section import Section
from ..table import Column, Shown, Table
from ..wording import count, listing, percent, sentence, several

COLUMNS = ("population", "arch", "proxy", "seed", "status", "reason")
_DATA = ("population", "proxy", "status", "reason", "rows", "first_arch")


def failures(rows: pd.DataFrame | None, counts_by_status: Mapping[str, int]) -> Section:
    """Counts by status and proxy; equal reasons are told once, with the first architecture as example."""
    found = [] if rows is None else rows_of(rows, COLUMNS)
    table = Table(
        "failures",
        caption="Failed measurements, most frequent first",
        columns=(
            Column("proxy", "Proxy", lambda row: Shown(str(row["proxy"])), "text"),
            Column("status", "Status", lambda row: Shown(str(row["status"]), tone="bad"), "text"),
            Column("reason", "Reason", lambda row: Shown(str(row["reason"] or "")), "text"),
            Column("rows", "Rows", lambda row: Shown(count(row["rows"]))),
            Column("population", "Population", lambda row: Shown(str(row["population"])), "text"),
            Column("first_arch", "For example", lambda row: Shown(str(row["first_arch"])), "code"),
        ),
        rows=tuple(_grouped(found)),
        data=_DATA,
    )
    return Section(
        "failures", "Failures", _finding(found, counts_by_status), tables=(table,) if found else ()
    )


def _grouped(found: list[dict[str, Cell]]) -> list[dict[str, Cell]]:
    groups: dict[tuple[Cell, ...], list[Cell]] = {}
    for row in found:
        groups.setdefault(tuple(row[name] for name in _DATA[:4]), []).append(row["arch"])
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), tuple(map(str, item[0]))))
    return [dict(zip(_DATA, (*key, len(archs), min(map(str, archs))), strict=True)) for key, archs in ordered]


def _finding(found: list[dict[str, Cell]], counts_by_status: Mapping[str, int]) -> str:
    total = sum(counts_by_status.values())
    failed = total - counts_by_status.get("ok", 0)
    if not failed and not found:
        return f"Nothing: all {several(total, 'row')} hold a value." if total else "Nothing."
    by_status = sorted(counts_by_status.items(), key=lambda item: (-item[1], item[0]))
    kinds = listing([f"{number:,} {status}" for status, number in by_status if status != "ok" and number])
    text = sentence(f"{several(failed, 'row')} of {total:,} ({percent(failed / max(total, 1), 2)}): {kinds}.")
    if not found:
        return text
    proxy, rows = Counter(str(row["proxy"]) for row in found).most_common(1)[0]
    return f"{text} Most in {proxy} ({rows:,})."
