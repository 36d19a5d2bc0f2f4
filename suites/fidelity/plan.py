"""From a request to jobs: zero-cost proxies on the networks of our own tables; all else is stored already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lcmnas_core.engines.job import JSON, Ask, Job
from lcmnas_core.engines.rounds import Known
from lcmnas_core.records.measurement import Identity

from .own import members, table_of
from .request import NAME, Own, Request


def planned(request: Request, own: Own) -> tuple[str, ...]:
    """Every architecture of a table that is scored, once, population by population."""
    table = table_of(own)
    found = (members(table, population, request.limit) for population in table.populations)
    return tuple(dict.fromkeys(arch for archs in found for arch in archs))


def size(request: Request) -> int:
    """How many jobs there are."""
    return sum(len(planned(request, own)) for own in request.tables) if request.proxies else 0


def rounds(request: Request, known: Known) -> Iterator[Iterable[Job]]:
    """One round: no job waits for another."""
    del known
    yield jobs(request)


def jobs(request: Request) -> Iterator[Job]:
    """One job for each architecture, one ask for each proxy."""
    if request.proxies:
        task: dict[str, JSON] = {"targets": {each.name: each.target for each in request.proxies}}
        for own in request.tables:
            for arch in planned(request, own):
                yield Job(NAME, task, asks(request, own, arch))


def asks(request: Request, own: Own, arch: str) -> tuple[Ask, ...]:
    """What is asked of one architecture, in the order of the request's proxies."""
    return tuple(
        Ask(
            Identity(
                suite=NAME,
                suite_version=request.suite_version,
                space=own.space,
                arch=arch,
                estimator=proxy.name,
                estimator_version=proxy.version,
                quantity="score",
                dataset=own.dataset,
                data_sha256=own.data_sha256,
                split="train",
                seed=0,
                settings={**own.built, "batch": request.batch},
            ),
            proxy.dist,
        )
        for proxy in request.proxies
    )
