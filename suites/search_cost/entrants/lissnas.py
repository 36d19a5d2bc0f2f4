"""LISSNAS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from lcmnas_core.strategies.lissnas import Lissnas
from lcmnas_core.strategies.shrinkage import Neighbours, Shrinkage
from lcmnas_core.strategies.shrinking import Shrinking
from lcmnas_core.strategies.strategy import Strategy

from ..entrant import by_accuracy
from ..ground import Ground
from .evolution import Draw, Evolution
from .registry import ENTRANTS


@dataclass(frozen=True)
class Shrunk(Evolution):
    """LISSNAS around regularized evolution; the paper's numbers are not at hand.

    Attributes:
        sample_share: of the trainings that the budget pays for, that each space is judged by.
    """

    paper: ClassVar[str] = "Gopal et al., arXiv:2307.03110; settings chosen on nb201_cifar100"
    tuned_on: ClassVar[tuple[str, ...]] = ("nb201_cifar100",)

    sample_share: float = 0.2
    seed_share: float = 0.1
    radius: int = 2
    pocket: int = 50

    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""
        sample = max(2, round(self.sample_share * ground.evaluations))
        shrinkage = Shrinkage(sample, self.seed_share, self.radius, self.pocket)
        shrinking = Shrinking(ground.draw, ground.neighbours, shrinkage, by_accuracy, seed)

        def inside(draw: Draw, neighbours: Neighbours[Any], left: int) -> Strategy[Any]:
            return self.within(draw, neighbours, left, seed)

        return Lissnas(shrinking, inside, ground.questions)


ENTRANTS.register("lissnas", Shrunk())
