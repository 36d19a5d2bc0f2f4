"""A reduction applied to what a training is made of: images and recipe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lcmnas_core.fidelity import Reduction
from lcmnas_core.training.recipe import Recipe

if TYPE_CHECKING:
    from lcmnas_core.data.image_set import ImageSet


def reduced_images(images: ImageSet, reduction: Reduction) -> ImageSet:
    """The set with fewer training images (`s`) and smaller ones (`r`).

    A perturbation of the set's own comes before resizing; a recipe's augmentation is of the smaller images.
    Another name and hash tell it from the whole set. Zhou et al., arXiv:2001.01233.

    Raises:
        UsageError: a class would be left without images.
    """
    from lcmnas_core.data.resized import resized
    from lcmnas_core.data.sampled import sampled

    channels, height, width = images.shape
    shape = (channels, reduction.side(height), reduction.side(width))
    return resized(sampled(images, reduction.s), shape)


def reduced_recipe(recipe: Recipe, reduction: Reduction) -> Recipe:
    """The recipe over `e` epochs: its schedule is run to the end, not cut off."""
    return replace(recipe, epochs=reduction.e)
