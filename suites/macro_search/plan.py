"""From a request to rounds of jobs: searches go on side by side, so that no worker waits for one of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from lcmnas_core.engines.job import Job
from lcmnas_core.engines.rounds import Known
from lcmnas_core.search.course import Course
from lcmnas_core.search.methods import jobs, trainings
from lcmnas_core.search.request import Search

from . import mixture
from .request import Request

LCMNAS = "lcmnas"


def rounds(request: Request, known: Known) -> Iterator[Iterable[Job]]:
    """Networks of a table; LCMNAS under every seed; then what is measured against it within its budget."""
    if request.mixture_table is not None:
        yield mixture.jobs(request)
    for stage in staged(request):
        yield from together(stage, known)


def staged(request: Request) -> Iterator[list[Course]]:
    """The courses of LCMNAS; once they are over, those of the other methods with their budgets."""
    own = [Course(each) for each in request.searches if each.method == LCMNAS]
    if own:
        yield own
    if not all(each.is_over for each in own):
        return
    budgets = {each.search.seed: getattr(each.spent, request.budget) for each in reversed(own)}
    others = [each for each in request.searches if each.method != LCMNAS]
    if others:
        field = f"budget_{request.budget}"
        yield [Course(each.model_copy(update={field: budgets.get(each.seed)})) for each in others]


def together(courses: Sequence[Course], known: Known) -> Iterator[Iterable[Job]]:
    """One round of every course at a time, as long as one has any."""
    running = [course.rounds(known) for course in courses]
    while running:
        heads = [(each, next(each, None)) for each in running]
        running = [each for each, jobs in heads if jobs is not None]
        if running:
            yield chain.from_iterable(jobs for _, jobs in heads if jobs is not None)


def followed(request: Request, known: Known) -> list[Course]:
    """Every course of `request` as far as `known` tells."""
    found: list[Course] = []
    for stage in staged(request):
        for _ in together(stage, known):
            pass
        found += stage
    return found


def paid(request: Request) -> Iterator[tuple[Search, float]]:
    """Every search, and about how many short trainings it can pay for: as many as LCMNAS under its seed."""
    own = {each.seed: trainings(each) for each in reversed(request.searches) if each.method == LCMNAS}
    for each in request.searches:
        yield each, own.get(each.seed, math.inf)


def size(request: Request) -> int:
    """How many jobs there are, about."""
    return mixture.size(request) + sum(jobs(each, most) for each, most in paid(request))
