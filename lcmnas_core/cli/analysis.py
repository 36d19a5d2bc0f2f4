"""From stored rows to a suite's frames, and the aggregates that outlive a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lcmnas_core.cli.run_folder import StoredRun
from lcmnas_core.engines.threads import one_thread
from lcmnas_core.errors import StoreError
from lcmnas_core.records.frame import measurements_frame
from lcmnas_core.records.store import Store
from lcmnas_core.whole_file import write_whole

if TYPE_CHECKING:
    import pandas as pd

AGGREGATES = "aggregates.json"


def rows_of(store: Store, run: StoredRun) -> pd.DataFrame:
    """The latest measurements of one run."""
    frame = measurements_frame(store)
    return frame[frame["suite"] == run.name]


def analysed(store: Store, folder: Path, run: StoredRun) -> Any:
    """The suite's frames of a run; aggregates in `folder` stand in for a table no longer at hand.

    Computed with one thread: sums of several differ in their last bit.
    """
    with one_thread():
        return run.suite.frames(run.request, rows_of(store, run), read_aggregates(folder, run))


def read_aggregates(folder: Path, run: StoredRun) -> dict[str, Any] | None:
    """What `write_aggregates` left of this run; None where it left nothing.

    Raises:
        StoreError: the file is no JSON object.
    """
    known = _read(folder / AGGREGATES).get(run.name)
    return known if isinstance(known, dict) else None


def write_aggregates(folder: Path, run: StoredRun, aggregates: dict[str, Any]) -> None:
    """Keep every tau, interval and count of a run beside its store, whole or not at all."""
    path = folder / AGGREGATES
    everything = {**_read(path), run.name: aggregates}
    write_whole(path, json.dumps(everything, indent=1, sort_keys=True, allow_nan=False) + "\n")


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise StoreError(f"{path} is damaged: {error}; delete it to have it made again") from error
    if not isinstance(found, dict):
        raise StoreError(f"{path} is damaged: expected a JSON object; delete it to have it made again")
    return found
