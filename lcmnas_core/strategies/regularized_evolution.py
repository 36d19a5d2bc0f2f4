"""Regularized evolution: tournament, one mutation, and the oldest dies."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.seeding import rng_for
from lcmnas_core.strategies.strategy import Fitness, fittest

A = TypeVar("A")


@dataclass(frozen=True)
class Ageing:
    """How a population ages.

    Attributes:
        population: members alive; as many random draws begin.
        tournament: members that compete to be the parent.
        children: born at once from the same population, so that several workers are busy.
        evaluations: questions in all.
    """

    population: int
    tournament: int
    children: int
    evaluations: int

    def __post_init__(self) -> None:
        if not 1 <= self.tournament <= self.population or self.children < 1:
            raise UsageError(f"a tournament of 1 to {self.population} and one child at least, got {self}")


class RegularizedEvolution(Generic[A]):
    """Ageing evolution; the winner of a tournament is mutated once. Real et al., arXiv:1802.01548."""

    def __init__(
        self,
        draw: Callable[[np.random.Generator], A],
        mutate: Callable[[A, np.random.Generator], A],
        ageing: Ageing,
        fitness: Fitness,
        seed: int,
    ) -> None:
        self._draw, self._mutate, self._ageing = draw, mutate, ageing
        self._fitness, self._seed = fitness, seed
        self._alive: deque[Answer[A]] = deque(maxlen=ageing.population)
        self._asked = 0

    def ask(self) -> list[Question[A]]:
        """The random beginning, then children."""
        size = self._ageing.children if self._asked else self._ageing.population
        numbers = range(self._asked, min(self._asked + size, self._ageing.evaluations))
        self._asked = numbers.stop
        return [Question(self._born(rng_for("regularized evolution", self._seed, n)), n) for n in numbers]

    def tell(self, answers: Sequence[Answer[A]]) -> None:
        """The newest join; the oldest leave."""
        self._alive.extend(answers)

    def _born(self, rng: np.random.Generator) -> A:
        parents = self._tournament(rng) if self._alive else []
        return self._mutate(parents[0].question.architecture, rng) if parents else self._draw(rng)

    def _tournament(self, rng: np.random.Generator) -> list[Answer[A]]:
        alive = list(self._alive)
        fitness = self._fitness([each.values for each in alive])
        chosen = rng.choice(len(alive), size=min(self._ageing.tournament, len(alive)), replace=False)
        return fittest([alive[i] for i in chosen], [fitness[i] for i in chosen], 1)
