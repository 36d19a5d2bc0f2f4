"""EcoNAS and its ablation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from lcmnas_core.strategies.econas import EcoNas, Hierarchy
from lcmnas_core.strategies.strategy import Strategy

from ..entrant import Entrant, by_accuracy
from ..ground import Ground
from .registry import ENTRANTS


@dataclass(frozen=True)
class Hierarchical(Entrant):
    """EcoNAS: trainings go on in three equal stages."""

    paper: ClassVar[str] = "Zhou et al., arXiv:2001.01233"

    population: int = 16
    age: int = 10

    def fits(self, ground: Ground) -> bool:
        """Where trainings can pause after each third."""
        return ground.stages == tuple(ground.stages[0] * stage for stage in (1, 2, 3))

    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""
        hierarchy = Hierarchy(population=self.population, stage_epochs=ground.stages[0], age=self.age)
        return EcoNas(ground.draw, ground.mutate, hierarchy, by_accuracy, seed)


@dataclass(frozen=True)
class OneStage(Entrant):
    """The ablation of EcoNAS: every training to its end, all mothers from one pool."""

    paper: ClassVar[str] = "Zhou et al., arXiv:2001.01233"

    population: int = 16
    age: int = 10

    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""
        hierarchy = Hierarchy(
            population=self.population,
            stages=1,
            stage_epochs=ground.stages[-1],
            continued=(),
            mothers=(self.population,),
            age=self.age,
        )
        return EcoNas(ground.draw, ground.mutate, hierarchy, by_accuracy, seed)


ENTRANTS.register("econas", Hierarchical())
ENTRANTS.register("econas_one_stage", OneStage())
