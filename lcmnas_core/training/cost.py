"""What a training spends, known before it starts and equal on every machine."""

from __future__ import annotations

from lcmnas_core.data.sizes import Sizes
from lcmnas_core.training.recipe import Recipe

STEP = 3
"""Passes of a training step: forward 1, full backward 2."""


def images_shown(recipe: Recipe, sizes: Sizes) -> int:
    """Images shown in training, repeats counted; smaller last batches are left out as in training."""
    return recipe.epochs * recipe.steps(sizes.train) * recipe.batch_of(sizes.train)


def images_evaluated(recipe: Recipe, sizes: Sizes) -> int:
    """Validation images evaluated, repeats counted: one copy after each epoch, all at checkpoints."""
    checkpoints = len(recipe.checkpoint_epochs())
    copies = checkpoints * sizes.copies + (recipe.epochs - checkpoints) * recipe.curve
    return copies * sizes.validation


def training_macs(recipe: Recipe, macs_per_image: int, sizes: Sizes) -> int:
    r"""Multiply-adds of a training, evaluation included.

    .. math:: M = m\,(3\,n_{shown} + n_{evaluated})

    where :math:`m` is a forward pass of one image, a full backward pass costs two, and an evaluation one.
    """
    return macs_per_image * (STEP * images_shown(recipe, sizes) + images_evaluated(recipe, sizes))
