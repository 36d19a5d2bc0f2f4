"""Where the numbers come from, and how to get them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..blocks import Fact
from ..run_info import RunInfo
from ..wording import count


def provenance_facts(run: RunInfo) -> list[Fact]:
    """Versions, hashes, settings and times of the run."""
    facts = [
        ("Suite", f"{run.suite}, version {run.suite_version}"),
        ("Preset", run.preset),
        ("Preset SHA-256", run.preset_sha256),
        *_table_facts(run),
        ("Images", run.images),
        ("Images SHA-256", run.data_sha256),
        *_flattened(run.settings),
        ("lcmnas", run.lcmnas_version),
        ("Started", run.started or "unknown"),
        ("Finished", run.finished or "unfinished"),
    ]
    return [*facts, *(("Rows " + status, count(rows)) for status, rows in run.counts_by_status.items())]


def _table_facts(run: RunInfo) -> list[Fact]:
    if run.table is None:
        return []
    if run.target is None:
        return [("Table", run.table)]
    return [
        ("Table", run.table),
        ("Table SHA-256", run.table_sha256 or "not at hand"),
        ("Target", f"{run.target} ({run.dataset})"),
    ]


def environment_facts(run: RunInfo) -> list[Fact]:
    """The machine and its software, nested names joined by dots; where places differ, what each has."""
    found: dict[str, dict[str, None]] = {}
    for environment in run.environments:
        for name, value in _flattened(environment):
            found.setdefault(name, {})[value] = None
    return [(name, " | ".join(values)) for name, values in found.items()]


def _flattened(values: Mapping[str, object], prefix: str = "") -> Iterator[Fact]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", "–" if value is None else str(value)


def rows_by_status(counts: Mapping[str, int]) -> str:
    """`319 ok, 1 nonfinite`."""
    failed = [f"{number:,} {status}" for status, number in counts.items() if status != "ok" and number]
    return ", ".join([f"{counts.get('ok', 0):,} ok", *failed])
