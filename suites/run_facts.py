"""What the page of any suite says of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .suite_request import SuiteRequest

if TYPE_CHECKING:
    import pandas as pd


def run_facts(request: SuiteRequest, rows: pd.DataFrame) -> dict[str, Any]:
    """Fields of the report's `RunInfo` that every suite has, by name; without rows no times."""
    facts: dict[str, Any] = {
        "suite": request.suite,
        "suite_version": request.suite_version,
        "preset": request.preset,
        "preset_sha256": request.sha256,
        "counts_by_status": {str(name): int(count) for name, count in rows["status"].value_counts().items()},
    }
    if not rows.empty:
        facts["started"] = f"{rows['started_at'].min():%Y-%m-%d %H:%M:%S} UTC"
        facts["finished"] = f"{rows['finished_at'].max():%Y-%m-%d %H:%M:%S} UTC"
    return facts
