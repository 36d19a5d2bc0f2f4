"""`lcmnas status`: what a run folder holds, what it still lacks, and what failed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lcmnas_core.cli.options import AsJson, RunFolder
from lcmnas_core.cli.printing import show_json, show_line, show_table
from lcmnas_core.errors import MissingError, StoreError

if TYPE_CHECKING:
    from lcmnas_core.cli.run_folder import StoredRun
    from lcmnas_core.records.store import Store

PROGRESS = ("present", "missing", "failed", "jobs")

REASONS = 10
"""Kinds of failure shown; JSON holds them all."""


def status(folder: RunFolder, as_json: AsJson = False) -> None:
    """Say how far a run is and why measurements failed.

    JSON: `statuses` (latest rows by status), `lost_share`, `runs` (for each suite `suite`, `preset`,
    `request_sha256`, `command`, `present`, `missing`, `failed`, `jobs`, and `unknown`: null, or why those
    four are), `failures` (`status`, `reason`, `estimator`, `rows`, most frequent first).
    """
    from lcmnas_core.cli.carrying_out import lost_share
    from lcmnas_core.cli.run_folder import stored_runs
    from lcmnas_core.records.store import Store

    with Store.open(folder) as store:
        runs = [_progress(store, run) for run in stored_runs(store)]
        counts = store.counts()
        failures = _failures(store)
    if as_json:
        document = {"statuses": counts, "lost_share": lost_share(counts), "runs": runs, "failures": failures}
        show_json(document)
        return
    for run in runs:
        known = f"{run['present']} measurements, {run['missing']} missing ({run['jobs']} jobs)"
        unknown = f"how much is missing is unknown: {run['unknown']}"
        show_line(f"{run['suite']}: {unknown if run['unknown'] else known}")
    show_line(", ".join(f"{n} {name}" for name, n in counts.items()) or "nothing measured yet")
    if failures:
        show_table("failures", failures[:REASONS], ("rows", "status", "estimator", "reason"))


def _progress(store: Store, run: StoredRun) -> dict[str, Any]:
    """How far a run is; unknown, with the reason, while its plan cannot be made."""
    from lcmnas_core.cli.surveying import surveyed

    head = {**run.head(), "command": run.note.command}
    try:
        run.suite.size(run.request)
    except (MissingError, StoreError) as error:
        return {**head, **dict.fromkeys(PROGRESS), "unknown": str(error)}
    found = asdict(surveyed(store, run))
    return {**head, **{name: found[name] for name in PROGRESS}, "unknown": None}


def _failures(store: Store) -> list[dict[str, Any]]:
    statement = (
        "SELECT status, error_type || ': ' || error_message, estimator, count(*) AS n FROM latest "
        "WHERE status <> 'ok' GROUP BY 1, 2, 3 ORDER BY n DESC, 1, 2, 3"
    )
    names = ("status", "reason", "estimator", "rows")
    return [dict(zip(names, row, strict=True)) for row in store.select(statement)]
