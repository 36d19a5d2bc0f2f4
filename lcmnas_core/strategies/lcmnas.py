"""LCMNAS: the search space itself evolves, for every new network's graph joins the pool of parents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lcmnas_core.architectures.layer_chain import LayerChain
from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.graphs.weighted_graph import WeightedGraph
from lcmnas_core.seeding import rng_for
from lcmnas_core.spaces.wdg_macro.roulette import Parent
from lcmnas_core.strategies.strategy import Fitness, fittest

DrawsFrom = Callable[[Sequence[Parent]], Callable[[np.random.Generator], LayerChain]]
"""From a pool of parents to what writes acceptable architectures from their graphs."""

ELITE_SHARE = 0.15


@dataclass(frozen=True)
class Turnover:
    """How a population is renewed.

    Attributes:
        population: elites and new members together.
        generations: how often it is renewed.
        by_fitness: False gives every member the same fitness (the ablation *random model*): parents and
            elites are then drawn uniformly.
    """

    population: int
    generations: int
    by_fitness: bool = True

    def __post_init__(self) -> None:
        if self.population < 2 or self.generations < 1:
            raise UsageError(f"a search needs a population of 2 and one generation at least, got {self}")

    @property
    def elites(self) -> int:
        """Members that survive a generation: 15 in 100, at least one."""
        return max(1, int(ELITE_SHARE * self.population))

    @property
    def new(self) -> int:
        """Members that a generation adds."""
        return self.population - self.elites


@dataclass(frozen=True)
class Member:
    """A graph to draw from, and the values that earned its place.

    Attributes:
        chain: None for a reference network.
        alike: a reference network that was given no values: as good as every other such one, and worse than
            any candidate that has some.
    """

    graph: WeightedGraph
    values: Mapping[str, float]
    chain: LayerChain | None = None
    alike: bool = False


class Lcmnas:
    """Elitist evolution without crossover or mutation: each layer of an offspring has a parent of its own.

    Generation 0 draws from all reference networks; the fittest of them are parents once more in generation 1,
    and are gone afterwards. From then on the elites are the fittest *generated* members of the population.
    Elites keep their values and are not evaluated again. Lopes and Alexandre, arXiv:2203.05508.
    """

    def __init__(
        self,
        references: Sequence[Member],
        turnover: Turnover,
        draws_from: DrawsFrom,
        graph_of: Callable[[LayerChain], WeightedGraph],
        fitness: Fitness,
        seed: int,
    ) -> None:
        self.population = list(references)
        self.generation = 0
        self._turnover = turnover
        self._draws_from, self._graph_of, self._fitness = draws_from, graph_of, fitness
        self._seed = seed

    def ask(self) -> list[Question[LayerChain]]:
        """The new members of the next generation, drawn from the whole population."""
        if self.generation == self._turnover.generations:
            return []
        pool = [
            Parent(each.graph, value)
            for each, value in zip(self.population, self._valued(self.population), strict=True)
        ]
        draw = self._draws_from(pool)
        first = self.generation * self._turnover.new
        numbers = range(first, first + self._turnover.new)
        return [Question(draw(rng_for("lcmnas", self._seed, n)), n) for n in numbers]

    def tell(self, answers: Sequence[Answer[LayerChain]]) -> None:
        """Elites and the answered newcomers are the next population."""
        newcomers = [
            Member(self._graph_of(each.question.architecture), each.values, each.question.architecture)
            for each in answers
        ]
        self.population = self._elites() + newcomers
        self.generation += 1

    def _elites(self) -> list[Member]:
        generated = [each for each in self.population if each.chain is not None]
        # Where every newcomer failed, the survivors of the generation before have to serve again.
        candidates = generated if any(each.values for each in generated) else self.population
        # Equals stay in order: shuffled, so that without fitness it is chance that decides.
        order = rng_for("lcmnas", self._seed, "elites", self.generation).permutation(len(candidates))
        shuffled = [candidates[place] for place in order]
        return fittest(shuffled, self._valued(shuffled), self._turnover.elites)

    def _valued(self, members: Sequence[Member]) -> list[float | None]:
        valued = self._fitness([each.values for each in members])
        least = min((value for value in valued if value is not None), default=0.0) - 1.0
        known = [least if each.alike else value for each, value in zip(members, valued, strict=True)]
        return known if self._turnover.by_fitness else [None if one is None else 0.0 for one in known]
