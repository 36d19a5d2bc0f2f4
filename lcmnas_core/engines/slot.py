"""One worker and the job it holds, with a pool of its own so that its end can touch no other."""

from __future__ import annotations

import signal
import threading
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import ForkServerContext

from pebble import ProcessExpired, ProcessPool

from lcmnas_core.engines.job import Job
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.engines.runner import Finished, lost, now
from lcmnas_core.engines.worker import Answer, prepare, work
from lcmnas_core.records.measurement import Status
from lcmnas_core.records.outcomes import exception_outcome

STARTS = 3
"""How often a job is handed out when its worker keeps dying before it begins."""

FAREWELL_SECONDS = 10.0
"""How long the end of a run waits for its workers to be gone."""


class Slot:
    """Holds at most one job at a time.

    A pool shared by all workers would share a pipe and its lock too: a worker killed while idle, or while
    it holds the lock, breaks such a pool for everybody.
    """

    def __init__(self, context: ForkServerContext, options: EngineOptions) -> None:
        self._context = context
        self._options = options
        self._pool = self._new_pool()
        self._retired: list[threading.Thread] = []
        self.future: Future[Answer]

    def give(self, job: Job) -> None:
        """Start `job`; its answer arrives in `future`."""
        self._job, self._given_at, self._starts = job, now(), 0
        self._start()

    def collect(self) -> Finished | None:
        """The job that `future` has ended; None if its worker died before it began and it starts anew."""
        error = self.future.exception()
        if error is None:
            return Finished(self._job, *self.future.result())
        if isinstance(error, TimeoutError):
            return self._lost("timeout", f"stopped after the limit of {self._options.timeout_s:g} s")
        if not isinstance(error, ProcessExpired | BrokenProcessPool):
            return Finished(
                self._job, (exception_outcome(error),) * len(self._job.asks), self._given_at, now()
            )
        self._renew()
        if isinstance(error, ProcessExpired) or self._starts >= STARTS:
            return self._lost("crashed", f"the worker process {_manner_of(error)}")
        self._start()
        return None

    def restart_if_forgotten(self) -> None:
        """Start the job anew if it was handed to a pool that broke at that very moment and never saw it."""
        if not self._pool.active and not self.future.done():
            self._renew()
            self._start()

    def retire(self) -> None:
        """Stop the worker without waiting for it."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        thread = threading.Thread(target=self._pool.join, daemon=True)
        thread.start()
        self._retired.append(thread)

    def join(self) -> None:
        """Wait until the workers that were retired are gone."""
        for thread in self._retired:
            thread.join(FAREWELL_SECONDS)

    def _start(self) -> None:
        self._starts += 1
        try:
            self.future = self._schedule()
        except RuntimeError:  # the worker died while idle, which ended its pool
            self._renew()
            self.future = self._schedule()

    def _schedule(self) -> Future[Answer]:
        future: Future[Answer] = self._pool.schedule(work, args=(self._job,), timeout=self._options.timeout_s)
        return future

    def _renew(self) -> None:
        self.retire()
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            1, initializer=prepare, initargs=(self._options.memory_bytes,), context=self._context
        )

    def _lost(self, status: Status, message: str) -> Finished:
        return lost(self._job, status, message, self._given_at)


def _manner_of(death: BaseException) -> str:
    code = getattr(death, "exitcode", None)
    if code is None:
        return f"died {STARTS} times before it began"
    return (
        f"was killed by signal {-code} ({signal.strsignal(-code)})"
        if code < 0
        else f"exited with code {code}"
    )
