"""Plans that unfold: a round of jobs may depend on what became of the rounds before."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable

from lcmnas_core.engines.engine import engine
from lcmnas_core.engines.job import Job
from lcmnas_core.engines.loop import Execution, Survey, Tally, carry_out, scratch, survey
from lcmnas_core.engines.runner import Finished
from lcmnas_core.engines.selection import WHOLE, Shard
from lcmnas_core.records.measurement import Identity, Outcome
from lcmnas_core.records.store import Store

Known = Callable[[Identity], Outcome | None]
"""What was measured for an identity; None where nothing was yet."""

Rounds = Callable[[Known], Iterable[Iterable[Job]]]
"""Rounds of jobs, each as a stream; a plan that lacks answers to go on ends there."""


def known(store: Store) -> Known:
    """The latest outcomes of `store`, looked up when asked for."""
    return lambda identity: store.outcome(identity.key)


def execute_rounds(
    store: Store,
    rounds: Rounds,
    execution: Execution,
    on_progress: Callable[[Tally, Finished], None] | None = None,
) -> Tally:
    """Carry out round after round as `execute` does one, all by the same workers.

    A stopped run is resumed by the same call. What jobs left for each other is removed after the last round.

    Raises:
        StoreError, KeyboardInterrupt: as `execute`.
    """
    whole = Tally()

    def report(tally: Tally, finished: Finished) -> None:
        if on_progress:
            on_progress(Tally(whole.jobs + tally.jobs, whole.statuses + tally.statuses), finished)

    with engine(execution.engine)(execution.options) as perform:
        for jobs in rounds(known(store)):
            done = carry_out(store, jobs, execution, perform, report)
            whole.jobs += done.jobs
            whole.statuses += done.statuses
    if execution.shard == WHOLE:
        shutil.rmtree(scratch(store), ignore_errors=True)
    return whole


def survey_rounds(store: Store, rounds: Rounds, shard: Shard = WHOLE) -> Survey:
    """How much of the rounds that can be told so far `store` holds, without running anything."""
    found, seen = Survey(0, 0, 0, 0, 0), set[str]()
    for jobs in rounds(known(store)):
        found += survey(store, jobs, shard, seen)
        if found.missing:
            break
    return found
