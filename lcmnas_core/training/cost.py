"""What a training spends, known before it starts and equal on every machine."""

from __future__ import annotations

from dataclasses import dataclass

from lcmnas_core.data.sizes import Sizes
from lcmnas_core.training.recipe import Recipe

PASSES_PER_STEP = 3
"""Passes of a training step: forward 1, full backward 2."""


@dataclass(frozen=True)
class Stage:
    """The part of a schedule from the end of epoch `since` to the end of epoch `until`; None: of the last."""

    since: int = 0
    until: int | None = None

    def end(self, recipe: Recipe) -> int:
        """Its last epoch."""
        return recipe.epochs if self.until is None else self.until

    def epochs(self, recipe: Recipe) -> range:
        """Its epochs, counted from 1."""
        return range(self.since + 1, self.end(recipe) + 1)


WHOLE = Stage()


def images_shown(recipe: Recipe, sizes: Sizes, stage: Stage = WHOLE) -> int:
    """Images shown in training, repeats counted; smaller last batches are left out as in training."""
    return len(stage.epochs(recipe)) * recipe.steps(sizes.train) * recipe.batch_of(sizes.train)


def images_evaluated(recipe: Recipe, sizes: Sizes, stage: Stage = WHOLE) -> int:
    """Validation images evaluated, repeats counted: one copy after each epoch, all at checkpoints."""
    epochs = stage.epochs(recipe)
    checkpoints = sum(epoch in epochs for epoch in recipe.checkpoint_epochs())
    copies = checkpoints * sizes.copies + (len(epochs) - checkpoints) * recipe.curve
    return copies * sizes.validation


def training_macs(recipe: Recipe, macs_per_image: int, sizes: Sizes, stage: Stage = WHOLE) -> int:
    r"""Multiply-adds of a training, or of one stage of it, evaluation included.

    .. math:: M = m\,(3\,n_{shown} + n_{evaluated})

    where :math:`m` is a forward pass of one image, a full backward pass costs two, and an evaluation one.
    """
    shown, evaluated = images_shown(recipe, sizes, stage), images_evaluated(recipe, sizes, stage)
    return macs_per_image * (PASSES_PER_STEP * shown + evaluated)
