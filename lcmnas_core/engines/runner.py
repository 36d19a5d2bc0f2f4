"""From a job to its outcomes: find the runner by name, call it, turn whatever happens into rows."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lcmnas_core.engines.job import JSON, Job
from lcmnas_core.engines.peak_memory import count_anew
from lcmnas_core.engines.threads import one_thread
from lcmnas_core.errors import MissingError
from lcmnas_core.records.measurement import Identity, Outcome, Status
from lcmnas_core.records.outcomes import exception_outcome, failure_outcome
from lcmnas_core.rooms import room

Runner = Callable[[dict[str, JSON], Sequence[Identity]], list[Outcome]]
"""What does the work of a job: one `Outcome` for each identity, in order."""


@dataclass(frozen=True)
class Finished:
    """A job that came to its end, one outcome for each of its asks."""

    job: Job
    outcomes: tuple[Outcome, ...]
    started_at: datetime
    finished_at: datetime


def runner(name: str) -> Runner:
    """The function that `name` stands for.

    A suite (`"proxy-ranking"`) stands for `suites.proxy_ranking.run_job`, and `"module:function"` for
    itself.

    Raises:
        MissingError: no such module or function.
    """
    module_name, _, function = name.partition(":")
    try:
        if function:
            module = importlib.import_module(module_name)
        else:
            module = room(f"suites.{name.replace('-', '_')}")
        found: Runner = getattr(module, function or "run_job")
    except (ModuleNotFoundError, AttributeError) as error:
        raise MissingError(f"no runner {name!r} in this installation: {error}") from error
    return found


def perform(job: Job) -> Finished:
    """Do `job` here and now, with one thread; what fails it as a whole is the outcome of all its asks."""
    started = now()
    count_anew()
    try:
        with one_thread():
            outcomes = _outcomes(job)
    except (Exception, SystemExit) as error:
        outcomes = (exception_outcome(error),) * len(job.asks)
    return Finished(job, outcomes, started, now())


def lost(job: Job, status: Status, message: str, started_at: datetime) -> Finished:
    """`job` ended without an answer: `status` for each of its asks."""
    outcome = failure_outcome(status, status.capitalize(), message)
    return Finished(job, (outcome,) * len(job.asks), started_at, now())


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def _outcomes(job: Job) -> tuple[Outcome, ...]:
    outcomes = tuple(runner(job.runner)(job.task, [ask.identity for ask in job.asks]))
    if len(outcomes) != len(job.asks) or not all(isinstance(each, Outcome) for each in outcomes):
        raise TypeError(
            f"runner {job.runner!r} returned {len(outcomes)} values for {len(job.asks)} identities; "
            "expected exactly one Outcome for each"
        )
    return outcomes
