"""Regularized evolution, and the same from a first population of small networks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from lcmnas_core.strategies.early_exit import early_exit
from lcmnas_core.strategies.random_neighbour import random_neighbour
from lcmnas_core.strategies.regularized_evolution import Ageing, RegularizedEvolution
from lcmnas_core.strategies.shrinkage import Neighbours
from lcmnas_core.strategies.strategy import Strategy

from ..entrant import Entrant, by_accuracy
from ..ground import Ground
from .registry import ENTRANTS

Draw = Callable[[np.random.Generator], Any]


@dataclass(frozen=True)
class Evolution(Entrant):
    """Regularized evolution, one child at a time, with the sizes of NATS-Bench's runs.

    Unlike there, a tournament has no member twice, and every edge is as likely to change as any other.
    """

    paper: ClassVar[str] = "Real et al., arXiv:1802.01548; settings: Dong et al., arXiv:2009.00437"

    population: int = 10
    tournament: int = 3

    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""
        return self.drawing(ground.draw, ground, seed)

    def drawing(self, draw: Draw, ground: Ground, seed: int) -> Strategy[Any]:
        """The same, its first population from `draw`."""
        ageing = Ageing(self.population, self.tournament, 1, ground.questions)
        return RegularizedEvolution(draw, ground.mutate, ageing, by_accuracy, seed)

    def within(self, draw: Draw, neighbours: Neighbours[Any], evaluations: int, seed: int) -> Strategy[Any]:
        """The same inside another space; what is left may be less than a population."""
        ageing = Ageing(self.population, self.tournament, 1, evaluations)
        return RegularizedEvolution(draw, random_neighbour(neighbours, draw), ageing, by_accuracy, seed)


@dataclass(frozen=True)
class EarlyExit(Evolution):
    """Regularized evolution whose first population has few parameters."""

    paper: ClassVar[str] = "Termritthikun et al., arXiv:2108.06156"

    most_params: int = 500_000

    def fits(self, ground: Ground) -> bool:
        """Where the paper says which limit it set."""
        return ground.space.name == "nasbench201"

    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""
        draw = early_exit(ground.draw, ground.params, self.most_params)
        return self.drawing(draw, ground, seed)


ENTRANTS.register("regularized_evolution", Evolution())
ENTRANTS.register("early_exit", EarlyExit())
