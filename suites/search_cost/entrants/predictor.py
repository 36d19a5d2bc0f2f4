"""Search by a surrogate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from lcmnas_core.strategies.predictor import Prediction, PredictorSearch
from lcmnas_core.strategies.strategy import Strategy

from ..entrant import Entrant, by_accuracy
from ..ground import Ground
from .registry import ENTRANTS


@dataclass(frozen=True)
class Predicted(Entrant):
    """Thompson sampling of a surrogate that is refitted every so many trainings."""

    paper: ClassVar[str] = (
        "White, Neiswanger and Savani, arXiv:1910.11858; Liu et al., arXiv:1712.00559; surrogate chosen on "
        "nb201_cifar100"
    )
    tuned_on: ClassVar[tuple[str, ...]] = ("nb201_cifar100",)

    start: int = 10
    refit: int = 10

    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""
        prediction = Prediction(ground.questions, self.start, self.refit)
        encode = ground.coding.one_hot
        return PredictorSearch(ground.draw, ground.mutate, encode, prediction, by_accuracy, seed)


ENTRANTS.register("predictor", Predicted())
