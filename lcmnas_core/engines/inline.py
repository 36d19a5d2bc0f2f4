"""The `inline` engine: jobs one after the other in this process, for debugging and small runs."""

from __future__ import annotations

from collections.abc import Generator, Iterable

from lcmnas_core.engines.job import Job
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.engines.runner import Finished, perform


def run(jobs: Iterable[Job], options: EngineOptions) -> Generator[Finished]:
    """Perform `jobs` in order.

    Nothing of `options` can be enforced from within the process that computes: there is one worker, no
    timeout and no memory limit, and a job that kills its process kills the run.
    """
    del options
    yield from map(perform, jobs)
