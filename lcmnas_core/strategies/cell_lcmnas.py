"""LCMNAS for cells, by this project's own design: the histogram of each position is the graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.seeding import rng_for
from lcmnas_core.spaces.wdg_macro.roulette import roulette
from lcmnas_core.strategies.lcmnas import ELITE_SHARE
from lcmnas_core.strategies.strategy import Fitness, fittest
from lcmnas_core.strategies.unmet import unmet

A = TypeVar("A")
Tokens = tuple[int, ...]

TRIES = 100
"""Offspring met before, in a row, after which the population counts as having nothing new to give."""


@dataclass(frozen=True)
class Positions(Generic[A]):
    """An architecture as a sequence of tokens.

    Attributes:
        choices: how many tokens there are to choose from at each position.
        decode: from one token for each position to the architecture.
    """

    choices: tuple[int, ...]
    decode: Callable[[Tokens], A]


class CellLcmnas(Generic[A]):
    r"""Estimation of distribution with elitism: every position of an offspring has a parent of its own.

    .. math:: P(\text{token } o \text{ at } p) = \sum_{i : t_{ip} = o} \frac{w_i}{\sum_j w_j}

    where member i of the population has token t at position p, and w is its rank by fitness, 1 the worst.
    The paper claims results on cells, but neither its text nor its code says how; this carries the roulette
    of its macro search over to positions, and is *not* the authors' method. The first population is uniform;
    later ones are the elites (15 in 100) and the offspring. Offspring that were met before are drawn again;
    where the population has nothing new to give, one is uniform. Lopes and Alexandre, arXiv:2203.05508.
    """

    def __init__(
        self, positions: Positions[A], population: int, evaluations: int, fitness: Fitness, seed: int
    ) -> None:
        if population < 2:
            raise UsageError(f"a search needs a population of 2 at least, got {population}")
        self._positions, self._size, self._evaluations = positions, population, evaluations
        self._fitness, self._seed = fitness, seed
        self._met: dict[Tokens, int] = {}
        self._population: list[tuple[Tokens, Mapping[str, float]]] = []

    @property
    def elites(self) -> int:
        """Members that survive a generation."""
        return max(1, int(ELITE_SHARE * self._size))

    def ask(self) -> list[Question[A]]:
        """A uniform population first, then as many offspring as there are no elites."""
        ranked = self._ranked()
        size = self._size - self.elites if self._met else self._size
        questions: list[Question[A]] = []
        while len(questions) < size and len(self._met) < self._evaluations:
            number = len(self._met)
            tokens = self._tokens(ranked, rng_for("cell lcmnas", self._seed, number))
            if tokens is None:
                break
            self._met[tokens] = number
            questions.append(Question(self._positions.decode(tokens), number))
        return questions

    def tell(self, answers: Sequence[Answer[A]]) -> None:
        """Elites and the answered newcomers are the next population."""
        written = list(self._met)
        newcomers = [(written[each.question.number], each.values) for each in answers]
        values = self._fitness([each for _, each in self._population])
        self._population = fittest(self._population, values, self.elites) + newcomers

    def _ranked(self) -> list[Tokens]:
        """Members with a fitness, worst first."""
        values = self._fitness([each for _, each in self._population])
        best = fittest([tokens for tokens, _ in self._population], values, len(values))
        return best[::-1]

    def _tokens(self, ranked: Sequence[Tokens], rng: np.random.Generator) -> Tokens | None:
        if ranked:
            offspring = unmet(lambda rng: self._offspring(ranked, rng), self._met, rng, TRIES)
            if offspring is not None:
                return offspring
        return unmet(self._uniform, self._met, rng)

    def _offspring(self, ranked: Sequence[Tokens], rng: np.random.Generator) -> Tokens:
        spins = rng.random(len(self._positions.choices)).tolist()
        parents = (roulette(len(ranked), spin) for spin in spins)
        # No parent is an empty wheel, and there is always somebody on it.
        return tuple(ranked[parent][place] for place, parent in enumerate(parents) if parent is not None)

    def _uniform(self, rng: np.random.Generator) -> Tokens:
        return tuple(rng.integers(self._positions.choices).tolist())
