"""What a worker process does: set its limits once, then perform one job after the other."""

from __future__ import annotations

import multiprocessing
import os
import resource
import threading
from datetime import datetime
from pathlib import Path

from lcmnas_core.engines.job import Job
from lcmnas_core.engines.runner import perform
from lcmnas_core.records.measurement import Outcome

Answer = tuple[tuple[Outcome, ...], datetime, datetime]
"""Outcomes, start and end of a job: what is sent back to the coordinator."""


def prepare(memory_bytes: int | None) -> None:
    """Called once in a new worker: limit its memory and tie its life to the coordinator's."""
    if memory_bytes is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (limit := _data_bytes() + memory_bytes, limit))
    threading.Thread(target=_die_with_coordinator, daemon=True).start()


def work(job: Job) -> Answer:
    """Perform `job` and answer with what the coordinator does not know yet."""
    finished = perform(job)
    return finished.outcomes, finished.started_at, finished.finished_at


def _data_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[5])
    return pages * resource.getpagesize()


def _die_with_coordinator() -> None:
    # Without this a worker in a long job would go on after its coordinator was killed.
    coordinator = multiprocessing.parent_process()
    if coordinator is not None:
        coordinator.join()
        os._exit(1)
