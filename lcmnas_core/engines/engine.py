"""The engines by name."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager

from lcmnas_core.engines import inline
from lcmnas_core.engines.job import Job
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.engines.runner import Finished
from lcmnas_core.registry import Registry

Perform = Callable[[Iterable[Job]], Generator[Finished]]
"""Performs jobs and yields each one as it ends; reads the jobs only as fast as it performs them."""

Engine = Callable[[EngineOptions], AbstractContextManager[Perform]]
"""Workers that perform one stream of jobs after another, and are gone when the context ends."""


def _processes(options: EngineOptions) -> AbstractContextManager[Perform]:
    from lcmnas_core.engines import processes

    return processes.workers(options)


ENGINES: Registry[Engine] = Registry("engine")
ENGINES.register("inline", inline.workers)
ENGINES.register("processes", _processes)


def engine(name: str) -> Engine:
    """The engine registered under `name`.

    Raises:
        UnknownName: no such engine.
    """
    return ENGINES[name]
