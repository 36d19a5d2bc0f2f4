"""What a training yields."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Curve:
    """What a training yields; accuracies are fractions, one entry per epoch where not said otherwise.

    Attributes:
        train_loss: mean over the epoch's steps.
        validation_accuracy: on the first copy of the validation images; empty if the recipe wants no curve.
        checkpoint_accuracy: epoch to accuracy on all validation copies.
        train_cpu_s: CPU seconds of the steps, perturbation included, evaluation left out.
    """

    train_loss: list[float] = field(default_factory=list)
    validation_accuracy: list[float] = field(default_factory=list)
    checkpoint_accuracy: dict[int, float] = field(default_factory=dict)
    train_cpu_s: float = 0.0
