"""The batches of one epoch: images resident as tensors, no loader processes."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from lcmnas_core.data.image_set import ImageSet, Perturbation
from lcmnas_core.training.recipe import Recipe


def epoch_batches(
    images: ImageSet, recipe: Recipe, augment: Perturbation | None, draws: torch.Generator
) -> Iterator[tuple[Tensor, Tensor]]:
    """Images (B, C, H, W) and labels (B,) of each step.

    A set's own perturbation is drawn once for the whole epoch, augmentation batch by batch, so that an epoch
    of a large set is never copied.
    """
    rows = len(images.train.labels)
    order = torch.randperm(rows, generator=draws) if recipe.shuffle else torch.arange(rows)
    perturbed = None if images.perturb is None else images.perturb(images.train.images[order], draws)
    size = recipe.batch_of(rows)
    for start in range(0, recipe.steps(rows) * size, size):
        part = slice(start, start + size)
        pixels = images.train.images[order[part]] if perturbed is None else perturbed[part]
        yield pixels if augment is None else augment(pixels, draws), images.train.labels[order[part]]
