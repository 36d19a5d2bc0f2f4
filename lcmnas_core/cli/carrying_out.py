"""From a request to stored rows: environment, progress, and what to think of the losses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import typer

from lcmnas_core.cli.analysis import analysed, write_aggregates
from lcmnas_core.cli.progress import Meter, meter
from lcmnas_core.cli.run_folder import StoredRun, remember
from lcmnas_core.cli.surveying import surveyed
from lcmnas_core.engines.beginning import begun
from lcmnas_core.engines.engine import engine as engine_called
from lcmnas_core.engines.loop import Tally
from lcmnas_core.engines.options import EngineOptions, usable_cores
from lcmnas_core.engines.rounds import execute_rounds, known
from lcmnas_core.engines.runner import Finished
from lcmnas_core.engines.selection import WHOLE, Shard, failed
from lcmnas_core.errors import UsageError
from lcmnas_core.records.store import Store

ANSWERS = ("ok", "nonfinite", "unsupported", "untraceable")
"""Statuses that say something about the architecture; the others are measurements that were lost."""

TOO_MANY_FAILURES = 5


@dataclass(frozen=True)
class Manner:
    """How jobs are carried out."""

    engine: str
    options: EngineOptions
    shard: Shard = WHOLE
    retry: bool = False


@dataclass(frozen=True)
class Performed:
    """What has become of some runs.

    Attributes:
        tallies: of this call, by suite.
        counts: rows of the folder by status.
        aggregates: by suite; empty where a shard leaves the whole untold.
    """

    tallies: dict[str, Tally]
    counts: dict[str, int]
    aggregates: dict[str, dict[str, Any]]


def manner_of(engine: str, workers: int | None, timeout_s: float, shard: str = "1/1") -> Manner:
    """The manner that options of the command line mean.

    Raises:
        UnknownName, MissingError, UsageError: no such engine, or a limit or shard that means nothing.
    """
    engine_called(engine)
    return Manner(engine, EngineOptions(workers or usable_cores(), timeout_s), Shard.parse(shard))


def perform(runs: Sequence[StoredRun], out: Path, manner: Manner) -> Performed:
    """Do what is missing of `runs` (or failed, if so asked) in the folder `out`, aggregates included.

    Raises:
        UsageError: the folder holds another run, or a suite whose rounds depend on each other is sharded.
        StoreError: it cannot be written.
    """
    with Store.create_or_open(out) as store:
        for each in runs:
            remember(store, each.name, each.note)
        tallies = {each.name: _carry_out(store, each, manner) for each in runs}
        aggregates = {}
        for each in runs if manner.shard == WHOLE else ():
            aggregates[each.name] = analysed(store, out, each).aggregates
            write_aggregates(out, each, aggregates[each.name])
        return Performed(tallies, store.counts(), aggregates)


def _carry_out(store: Store, run: StoredRun, manner: Manner) -> Tally:
    if manner.shard != WHOLE and not run.suite.shards:
        raise UsageError(f"{run.name} cannot be run in shards: a round depends on all answers before it")
    execution = begun(
        store, engine=manner.engine, options=manner.options, shard=manner.shard, retry=manner.retry
    )
    total = _jobs(store, run, manner)
    with meter(run.name) as shown:
        rounds = partial(run.suite.rounds, run.request)
        return execute_rounds(store, rounds, execution, _reporter(shown, total))


def _jobs(store: Store, run: StoredRun, manner: Manner) -> int:
    if not manner.retry:
        return surveyed(store, run, manner.shard).jobs
    plan = chain.from_iterable(run.suite.rounds(run.request, known(store)))
    mine = (job for job in plan if job in manner.shard)
    return sum(1 for _ in failed(mine, store.latest_attempts(failed_only=True)))


def _reporter(shown: Meter, total: int) -> Callable[[Tally, Finished], None]:
    shown.show(0, total)

    def report(tally: Tally, finished: Finished) -> None:
        del finished
        shown.show(tally.jobs, total, tally.rows - tally.statuses["ok"])

    return report


def lost_share(counts: dict[str, int]) -> float:
    """Rows lost to time, memory, crashes or errors, as a fraction of all; 0 of no rows."""
    rows = sum(counts.values())
    return sum(n for status, n in counts.items() if status not in ANSWERS) / rows if rows else 0.0


def leave_if_too_many(share: float, allowed: float) -> None:
    """Exit 5 when more rows were lost than allowed."""
    if share > allowed:
        typer.secho(
            f"error: {share:.1%} of the measurements were lost, allowed are {allowed:.1%}: "
            "`lcmnas status DIR` says why, `lcmnas retry DIR` tries them again",
            fg="red",
            err=True,
        )
        raise typer.Exit(TOO_MANY_FAILURES)
