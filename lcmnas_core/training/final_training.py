"""The training of an architecture that was found: how it is kept, which epoch counts, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lcmnas_core.errors import UsageError
from lcmnas_core.training.curve import Curve


@dataclass(frozen=True)
class FinalOptions:
    """How a final training is kept, and which of its epochs counts.

    Attributes:
        every: epochs between two writes to the folder.
        choose: the last epoch, or the one of the best accuracy on a validation copy (the earliest of equals);
            test accuracy never decides.
        prune_below: weights of at most this magnitude after an epoch are zero for good; None prunes nothing.
    """

    every: int = 10
    choose: Literal["last", "best"] = "last"
    prune_below: float | None = None
    device: str = "cpu"

    def __post_init__(self) -> None:
        if self.every < 1:
            raise UsageError(f"a training is written after every 1 or more epochs, not {self.every}")


@dataclass(frozen=True)
class FinalTraining:
    """What a final training came to; the network it was given holds the weights of `epoch`.

    Attributes:
        validation_accuracy: of these weights, on all validation copies.
        test_accuracy: of these weights, on all test copies; None where the set has no test images.
        params: trainable scalars, pruned ones included.
        pruned: how many of them are zero for good.
    """

    curve: Curve
    epoch: int
    validation_accuracy: float
    test_accuracy: float | None
    params: int
    pruned: int
