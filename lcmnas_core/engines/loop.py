"""Plan, run, store: every outcome of every job becomes a durable row, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from lcmnas_core.engines.engine import Perform, engine
from lcmnas_core.engines.job import Job
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.engines.runner import Finished
from lcmnas_core.engines.selection import WHOLE, Shard, failed, missing, unseen
from lcmnas_core.records.measurement import Measurement
from lcmnas_core.records.store import Store


@dataclass(frozen=True)
class Execution:
    """How a plan is carried out.

    Attributes:
        run_id: names this run in its rows.
        env_id: names the environment, see `capture_environment`.
        engine: a name in `ENGINES`.
        options: limits of the workers.
        shard: the part of the plan to do.
        retry: do again what failed, as a further attempt, instead of what is missing.
    """

    run_id: str
    env_id: str
    engine: str = "processes"
    options: EngineOptions = field(default_factory=EngineOptions)
    shard: Shard = WHOLE
    retry: bool = False


@dataclass
class Tally:
    """What a run has done so far: jobs finished, and rows written by status."""

    jobs: int = 0
    statuses: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> int:
        """Rows written."""
        return self.statuses.total()


@dataclass(frozen=True)
class Survey:
    """What of a plan a store holds.

    Attributes:
        present: rows that are there.
        missing: rows that are not.
        failed: rows that are there, their latest attempt failed.
        jobs: jobs still to do.
        planned: jobs in all.
    """

    present: int
    missing: int
    failed: int
    jobs: int
    planned: int

    def __add__(self, other: Survey) -> Survey:
        return Survey(
            self.present + other.present,
            self.missing + other.missing,
            self.failed + other.failed,
            self.jobs + other.jobs,
            self.planned + other.planned,
        )


def execute(
    store: Store,
    jobs: Iterable[Job],
    execution: Execution,
    on_progress: Callable[[Tally, Finished], None] | None = None,
) -> Tally:
    """Carry out `jobs` and store one row for each ask, in one durable commit per job.

    Keys the store holds already are skipped, so a stopped run is resumed by the same call; a job of which
    nothing is left is not run. With `retry`, only asks whose latest attempt failed are run.

    Args:
        store: opened for writing; only this process writes to it.
        jobs: the plan, as a stream.
        execution: engine, limits, shard, names.
        on_progress: called after each commit with the tally so far and the job it covers.

    Raises:
        StoreError: the store cannot be written; rows committed before stay.
        KeyboardInterrupt: passed on after the workers are stopped.
    """
    with engine(execution.engine)(execution.options) as perform:
        return carry_out(store, jobs, execution, perform, on_progress)


def carry_out(
    store: Store,
    jobs: Iterable[Job],
    execution: Execution,
    perform: Perform,
    on_progress: Callable[[Tally, Finished], None] | None = None,
) -> Tally:
    """What `execute` does, with workers that are there already."""
    attempts = store.latest_attempts(failed_only=True) if execution.retry else {}
    mine = (job.at(scratch(store)) for job in jobs if job in execution.shard)
    todo = failed(mine, attempts) if execution.retry else missing(mine, store.keys())
    tally = Tally()
    with closing(perform(todo)) as stream:
        for finished in stream:
            store.add(_measurements(finished, execution, attempts))
            tally.jobs += 1
            tally.statuses.update(outcome.status for outcome in finished.outcomes)
            if on_progress:
                on_progress(tally, finished)
    return tally


def scratch(store: Store) -> Path:
    """The folder in which jobs of one run leave files for each other; it may be missing."""
    return store.path.with_name("scratch")


def survey(store: Store, jobs: Iterable[Job], shard: Shard = WHOLE, seen: set[str] | None = None) -> Survey:
    """How much of the plan `jobs` the store holds, without running anything; keys in `seen` are not counted.

    Those that are counted join them: a later round may ask again what an earlier one did.
    """
    present, broken = store.keys(), store.latest_attempts(failed_only=True)
    seen = set() if seen is None else seen
    count: Counter[str] = Counter()
    for job in (job for job in jobs if job in shard):
        keys = [ask.identity.key for ask in unseen(job.asks, seen)]
        absent = sum(key not in present for key in keys)
        count.update(
            present=len(keys) - absent,
            missing=absent,
            failed=sum(key in broken for key in keys),
            jobs=bool(absent),
            planned=bool(keys),
        )
    return Survey(count["present"], count["missing"], count["failed"], count["jobs"], count["planned"])


def _measurements(
    finished: Finished, execution: Execution, attempts: Mapping[str, int]
) -> Iterator[Measurement]:
    for ask, outcome in zip(finished.job.asks, finished.outcomes, strict=True):
        yield Measurement(
            identity=ask.identity,
            outcome=outcome,
            estimator_dist=ask.dist,
            attempt=attempts.get(ask.identity.key, 0) + 1,
            run_id=execution.run_id,
            env_id=execution.env_id,
            started_at=finished.started_at,
            finished_at=finished.finished_at,
        )
