"""What has no score, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from ..frame import Cell, rows_of
from ..section import Section
from ..table import Column, Shown, Table
from ..wording import count, listing, percent, sentence, several

Rows = list[dict[str, Cell]]

COLUMNS = ("population", "arch", "proxy", "seed", "status", "reason")
PER_PROXY = ("population", "proxy")
PER_SETTING = ("table", "population", "setting")


def failures(
    rows: pd.DataFrame | None, counts_by_status: Mapping[str, int], owners: Sequence[str] = PER_PROXY
) -> Section:
    """Counts by status and owner; equal reasons are told once, with the first architecture as example.

    Args:
        rows: `arch`, `status`, `reason` and the columns `owners` of each row without a value.
        counts_by_status: of all rows, those with a value too.
        owners: columns that say whose failure it is; the last is the closest.
    """
    found = _rows(rows, owners)
    return _section(found, owners, _finding(found, counts_by_status, owners[-1]))


def lost(rows: pd.DataFrame | None, owners: Sequence[str]) -> Section:
    """As `failures` where nobody counted what did not fail."""
    found = _rows(rows, owners)
    if not found:
        return _section(found, owners, "Nothing failed.")
    counts = Counter(str(row["status"]) for row in found)
    return _section(found, owners, f"{_kinds(counts)}. {_most(found, owners[-1])}")


def _rows(rows: pd.DataFrame | None, owners: Sequence[str]) -> Rows:
    return [] if rows is None else rows_of(rows, ("arch", *owners, "status", "reason"))


def _section(found: Rows, owners: Sequence[str], finding: str) -> Section:
    groups = (*owners, "status", "reason")
    data = (*groups, "rows", "first_arch")
    table = Table(
        "failures",
        caption="Failed measurements, most frequent first",
        columns=(
            _owner(owners[-1]),
            Column("status", "Status", lambda row: Shown(str(row["status"]), tone="bad"), "text"),
            Column("reason", "Reason", lambda row: Shown(str(row["reason"] or "")), "text"),
            Column("rows", "Rows", lambda row: Shown(count(row["rows"]))),
            *map(_owner, owners[:-1]),
            Column("first_arch", "For example", lambda row: Shown(str(row["first_arch"])), "code"),
        ),
        rows=tuple(_grouped(found, groups, data)),
        data=data,
    )
    return Section("failures", "Failures", finding, tables=(table,) if found else ())


def _owner(name: str) -> Column:
    return Column(name, sentence(name), lambda row: Shown(str(row[name])), "text")


def _grouped(found: Rows, names: Sequence[str], data: Sequence[str]) -> Rows:
    groups: dict[tuple[Cell, ...], list[Cell]] = {}
    for row in found:
        groups.setdefault(tuple(row[name] for name in names), []).append(row["arch"])
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), tuple(map(str, item[0]))))
    return [dict(zip(data, (*key, len(archs), min(map(str, archs))), strict=True)) for key, archs in ordered]


def _finding(found: Rows, counts_by_status: Mapping[str, int], owner: str) -> str:
    total = sum(counts_by_status.values())
    failed = total - counts_by_status.get("ok", 0)
    if not failed and not found:
        return f"Nothing: all {several(total, 'row')} hold a value." if total else "Nothing."
    share = percent(failed / max(total, 1), 2)
    text = sentence(f"{several(failed, 'row')} of {total:,} ({share}): {_kinds(counts_by_status)}.")
    return f"{text} {_most(found, owner)}" if found else text


def _kinds(counts: Mapping[str, int]) -> str:
    by_status = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return listing([f"{number:,} {status}" for status, number in by_status if status != "ok" and number])


def _most(found: Rows, owner: str) -> str:
    most, rows = Counter(str(row[owner]) for row in found).most_common(1)[0]
    return f"Most in {most} ({rows:,})."
