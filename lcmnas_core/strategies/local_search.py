"""Local search: climb through whole neighbourhoods, and begin anew on every summit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

import numpy as np

from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.seeding import rng_for
from lcmnas_core.strategies.strategy import Fitness, fittest
from lcmnas_core.strategies.unmet import unmet

A = TypeVar("A")


class LocalSearch(Generic[A]):
    """Hill climbing with restarts, in the variant that evaluates the whole neighbourhood before it moves.

    From a random start all neighbours are evaluated in one round, and the best of them is next if it is
    better; else another random start follows. (The other variant moves to the first better neighbour.) What
    was met before is not asked again, and no architecture is a centre twice: a fitness that depends on the
    pool could otherwise go in circles. White, Nolen and Savani, arXiv:2005.02960.
    """

    def __init__(
        self,
        draw: Callable[[np.random.Generator], A],
        neighbours: Callable[[A], Iterable[A]],
        evaluations: int,
        fitness: Fitness,
        seed: int,
    ) -> None:
        self._draw, self._neighbours, self._fitness = draw, neighbours, fitness
        self._evaluations, self._seed = evaluations, seed
        self._known: dict[A, Mapping[str, float]] = {}
        self._asked = 0
        self._centre: A | None = None
        self._centres: set[A] = set()

    def ask(self) -> list[Question[A]]:
        """A start alone, or all neighbours of the centre that were not met before, in random order."""
        left = self._evaluations - self._asked
        wanted = self._wanted()[:left] if left > 0 else []
        questions = [Question(each, self._asked + place) for place, each in enumerate(wanted)]
        self._asked += len(questions)
        return questions

    def tell(self, answers: Sequence[Answer[A]]) -> None:
        """What is known grows."""
        self._known.update({each.question.architecture: each.values for each in answers})

    def _wanted(self) -> list[A]:
        """Climbs where everything is known already; empty where the space is."""
        while True:
            rng = rng_for("local search", self._seed, self._asked, len(self._centres))
            if self._centre is None:
                self._centre = unmet(self._draw, self._known, rng)
                return [] if self._centre is None else [self._centre]
            around = list(dict.fromkeys(self._neighbours(self._centre)))
            new = [each for each in around if each not in self._known]
            if new and self._values(self._centre):
                return [new[place] for place in rng.permutation(len(new))]
            self._climb(around)

    def _climb(self, around: Sequence[A]) -> None:
        """The centre is the best neighbour, or none at all on a summit or where its evaluation failed."""
        assert self._centre is not None
        self._centres.add(self._centre)
        pool = [self._centre, *around] if self._values(self._centre) else []
        best = fittest(pool, self._fitness([self._values(each) for each in pool]), 1)
        self._centre = best[0] if best and best[0] not in self._centres else None

    def _values(self, architecture: A) -> Mapping[str, float]:
        return self._known.get(architecture, {})
