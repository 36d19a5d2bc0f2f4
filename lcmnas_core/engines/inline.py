"""The `inline` engine: jobs one after the other in this process, for debugging and small runs."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager

from lcmnas_core.engines.job import Job
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.engines.runner import Finished, perform


@contextmanager
def workers(options: EngineOptions) -> Iterator[Callable[[Iterable[Job]], Generator[Finished]]]:
    """The present process as the one worker: it performs jobs in order.

    Nothing of `options` can be enforced from within the process that computes: there is one worker, no
    timeout and no memory limit, and a job that kills its process kills the run.
    """
    del options
    yield _in_order


def _in_order(jobs: Iterable[Job]) -> Generator[Finished]:
    yield from map(perform, jobs)
