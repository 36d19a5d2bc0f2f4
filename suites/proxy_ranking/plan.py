"""From a request to jobs: one for each architecture and seed, one ask for each proxy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lcmnas_core.engines.job import JSON, Ask, Job
from lcmnas_core.engines.rounds import Known
from lcmnas_core.records.measurement import Identity

from .populations import architectures, table_of
from .request import NAME, Request


def planned(request: Request) -> tuple[str, ...]:
    """Every architecture of the run once, population by population."""
    table = table_of(request)
    return tuple(
        dict.fromkeys(
            arch for population in request.populations for arch in architectures(table, request, population)
        )
    )


def size(request: Request) -> int:
    """How many jobs there are."""
    return len(planned(request)) * request.seeds


def rounds(request: Request, known: Known) -> Iterator[Iterable[Job]]:
    """One round: no job waits for another."""
    del known
    yield jobs(request)


def jobs(request: Request) -> Iterator[Job]:
    """The jobs as a stream, all seeds of an architecture together: a stopped run is a smaller sample."""
    task: dict[str, JSON] = {"targets": {each.name: each.target for each in request.proxies}}
    for arch in planned(request):
        for seed in range(request.seeds):
            yield Job(NAME, task, tuple(_asks(request, arch, seed)))


def _asks(request: Request, arch: str, seed: int) -> Iterator[Ask]:
    for proxy in request.proxies:
        identity = Identity(
            suite=NAME,
            suite_version=request.suite_version,
            space=request.space,
            arch=arch,
            estimator=proxy.name,
            estimator_version=proxy.version,
            quantity="score",
            dataset=request.images,
            data_sha256=request.data_sha256,
            split="train",
            seed=seed,
            settings=request.settings(proxy.name),
        )
        yield Ask(identity, proxy.dist)
