"""From a request to jobs: one for each strategy, landscape and block of seeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lcmnas_core import __version__
from lcmnas_core.engines.job import Ask, Job
from lcmnas_core.engines.rounds import Known

from .asks import identities
from .request import NAME, Request


def size(request: Request) -> int:
    """How many jobs there are."""
    return len(request.contests) * len(list(request.blocks()))


def rounds(request: Request, known: Known) -> Iterator[Iterable[Job]]:
    """One round: no job waits for another."""
    del known
    yield jobs(request)


def jobs(request: Request) -> Iterator[Job]:
    """Landscape by landscape, so that a worker seldom loads another table."""
    dist = f"lcmnas {__version__}"
    for contest in request.contests:
        arena = request.arena(contest.arena)
        for seeds in request.blocks():
            asks = (Ask(each, dist) for seed in seeds for each in identities(request, contest, seed))
            yield Job(NAME, {"grid": list(arena.grid)}, tuple(asks))
