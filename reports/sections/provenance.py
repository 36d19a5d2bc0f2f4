"""Where the numbers come from, and how to get them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..run_info import RunInfo
from ..wording import count, listing

Fact = tuple[str, str]


def headline_facts(run: RunInfo) -> list[Fact]:
    """What a reader must know before the first number."""
    owner = "trained by this project" if run.table_is_ours else "trained by others"
    return [
        ("Truth", f"{run.target} of {run.table} ({owner})"),
        ("Images shown to networks", run.images),
        ("Space", run.space),
        ("Architectures", count(run.n_architectures)),
        ("Seeds of the proxies", listing([str(seed) for seed in run.seeds])),
        ("Rows", _rows(run.counts_by_status)),
    ]


def provenance_facts(run: RunInfo) -> list[Fact]:
    """Versions, hashes and times of the run."""
    facts = [
        ("Suite", f"{run.suite}, version {run.suite_version}"),
        ("Preset", run.preset),
        ("Preset SHA-256", run.preset_sha256),
        ("Table", run.table),
        ("Table SHA-256", run.table_sha256 or "not at hand"),
        ("Target", f"{run.target} ({run.dataset})"),
        ("Images", run.images),
        ("Images SHA-256", run.data_sha256),
        ("lcmnas", run.lcmnas_version),
        ("Started", run.started or "unknown"),
        ("Finished", run.finished or "unfinished"),
    ]
    return [*facts, *(("Rows " + status, count(rows)) for status, rows in run.counts_by_status.items())]


def environment_facts(run: RunInfo) -> list[Fact]:
    """The machine and its software, nested names joined by dots."""
    return list(_flattened(run.environment))


def _flattened(values: Mapping[str, object], prefix: str = "") -> Iterator[Fact]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", "–" if value is None else str(value)


def _rows(counts: Mapping[str, int]) -> str:
    failed = [f"{number:,} {status}" for status, number in counts.items() if status != "ok" and number]
    return ", ".join([f"{counts.get('ok', 0):,} ok", *failed])
