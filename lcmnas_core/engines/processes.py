"""The `processes` engine: workers that may crash, hang or run out of memory without harming each other."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import contextmanager
from itertools import chain
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

from pebble import CONSTS

from lcmnas_core.engines.job import Job
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.engines.runner import Finished
from lcmnas_core.engines.slot import Slot
from lcmnas_core.engines.threads import one_thread

PRELOADED = ["numpy", "torch"]
"""Imported once by the fork server, so that a worker (and its successor after a crash) starts at once."""

GRACE_SECONDS = 0.5
"""Between asking a worker to end and killing it."""

LOOK_SECONDS = 1.0
"""How often the coordinator looks for jobs that a dying pool has forgotten."""


@contextmanager
def workers(options: EngineOptions) -> Iterator[Callable[[Iterable[Job]], Generator[Finished]]]:
    """Worker processes, started with the first job and kept from one stream of jobs to the next.

    They yield each job as it ends, in no particular order, and read a stream one job ahead of what they
    hold, never as a whole. A job whose worker dies ends as `crashed`, one beyond the time limit as
    `timeout`; neither is tried again, and no other job is lost.
    """
    crew = Crew(options)
    try:
        yield crew.perform
    finally:
        crew.dismiss()


class Crew:
    """Worker processes, each in a slot of its own."""

    def __init__(self, options: EngineOptions) -> None:
        self._options = options
        self._slots: list[Slot] = []

    def perform(self, jobs: Iterable[Job]) -> Generator[Finished]:
        """Perform `jobs`; whoever drops the stream before its end stops the workers."""
        stream = iter(jobs)
        first = next(stream, None)
        if first is None:
            return
        if not self._slots:
            self._start()
        try:
            yield from _distribute(chain([first], stream), self._slots)
        except BaseException:
            self.dismiss()
            raise

    def dismiss(self) -> None:
        """Stop the workers, whatever they do, and wait until they are gone."""
        for slot in self._slots:
            slot.retire()
        for slot in self._slots:
            slot.join()
        self._slots = []

    def _start(self) -> None:
        CONSTS.term_timeout = GRACE_SECONDS
        context = _fork_server()
        self._slots = [Slot(context, self._options) for _ in range(self._options.workers)]


def _distribute(jobs: Iterator[Job], slots: list[Slot]) -> Iterator[Finished]:
    busy = []
    for slot, job in zip(slots, jobs, strict=False):
        slot.give(job)
        busy.append(slot)
    while busy:
        done, _ = wait([slot.future for slot in busy], timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
        for slot in busy:
            slot.restart_if_forgotten()
        for slot in [slot for slot in busy if slot.future in done]:
            finished = slot.collect()
            if finished is None:
                continue
            # The worker gets its next job before the caller spends time on this one.
            following = next(jobs, None)
            if following is None:
                busy.remove(slot)
            else:
                slot.give(following)
            yield finished


def _fork_server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    # Started with the interrupt blocked, which its children inherit: Ctrl-C is the coordinator's business.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with one_thread():
            forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context
