"""LCMNAS for cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from lcmnas_core.strategies.cell_lcmnas import CellLcmnas, Positions
from lcmnas_core.strategies.strategy import Strategy

from ..entrant import Entrant, by_accuracy
from ..ground import Ground
from .registry import ENTRANTS


@dataclass(frozen=True)
class CellDistribution(Entrant):
    """LCMNAS for cells: fitness is accuracy alone, so that every question is a training."""

    paper: ClassVar[str] = (
        "this project, after Lopes and Alexandre, arXiv:2203.05508; population chosen on nb201_cifar100"
    )
    tuned_on: ClassVar[tuple[str, ...]] = ("nb201_cifar100",)

    population: int = 20

    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""
        positions = Positions(ground.coding.choices, ground.coding.decode)
        return CellLcmnas(positions, self.population, ground.questions, by_accuracy, seed)


ENTRANTS.register("cell_lcmnas", CellDistribution())
