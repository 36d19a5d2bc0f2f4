"""What `lcmnas run --dry-run` says: what is there, what is missing, how long it may take."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lcmnas_core.cli.carrying_out import Manner
from lcmnas_core.cli.run_folder import StoredRun, notes, refuse_difference
from lcmnas_core.cli.surveying import surveyed
from lcmnas_core.records.store import FILE_NAME, Store


def foretold(runs: Iterable[StoredRun], out: Path, manner: Manner) -> list[dict[str, Any]]:
    """One entry for each run; nothing is written to `out`.

    Raises:
        UsageError: `out` holds another run.
    """
    entries = []
    with _as_it_is(out) as store:
        known = notes(store)
        for run in runs:
            if run.name in known:
                refuse_difference(store, run.name, known[run.name], run.note)
            found = surveyed(store, run, manner.shard)
            entries.append(
                {
                    **run.head(),
                    "present": found.present,
                    "missing": found.missing,
                    "failed": found.failed,
                    "jobs": found.jobs,
                    "expected_s": _seconds(store, run, found.jobs, manner.options.workers),
                }
            )
    return entries


@contextmanager
def _as_it_is(out: Path) -> Iterator[Store]:
    """The store of a folder for looking at it; an empty one, elsewhere, where there is none."""
    if (out / FILE_NAME).exists():
        with Store.open(out) as store:
            yield store
        return
    with tempfile.TemporaryDirectory() as empty, Store.create_or_open(Path(empty)) as store:
        yield store


def untimed(run: StoredRun, workers: int) -> float | None:
    """Seconds that a run takes from its beginning to its end, where its suite can tell beforehand."""
    expected_s = run.suite.expected_s
    return None if expected_s is None else round(expected_s(run.request, workers), 1)


def _seconds(store: Store, run: StoredRun, jobs: int, workers: int) -> float | None:
    """Mean CPU seconds of the jobs done so far, times the jobs to do, over the workers."""
    statement = (
        "SELECT avg(seconds) FROM (SELECT max(shared_cpu_s) AS seconds FROM latest "
        "WHERE suite = ? AND shared_cpu_s IS NOT NULL GROUP BY arch, seed)"
    )
    seconds = next(store.select(statement, (run.name,)))[0]
    return untimed(run, workers) if seconds is None else round(seconds * jobs / workers, 1)
