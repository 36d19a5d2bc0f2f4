"""Named changes of training images: whole batches at once, drawn from a generator that is handed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce

import torch
from torch import Tensor

from lcmnas_core.data.image_set import ImageSet, Perturbation
from lcmnas_core.registry import Registry
from lcmnas_core.training.auto_augment import POLICIES, auto_augment

AUGMENTATIONS: Registry[Callable[[ImageSet], Perturbation]] = Registry("augmentation")
"""By name, what makes a perturbation for the images of a set."""


def augmentation(names: str, images: ImageSet) -> Perturbation | None:
    """The augmentations of `names`, joined by `+`, one after another; None for an empty string.

    Raises:
        UnknownName: one of them does not exist.
        Unsupported: one of them cannot be applied to this set.
    """
    if not names:
        return None
    chain = [AUGMENTATIONS[name](images) for name in names.split("+")]

    def apply(pixels: Tensor, draws: torch.Generator) -> Tensor:
        return reduce(lambda changed, change: change(changed, draws), chain, pixels)

    return apply


def crop(images: ImageSet) -> Perturbation:
    """Shift each image by up to an eighth of its side (4 of 32 pixels) each way; what moves in is black.

    Raises:
        Unsupported: the set does not say what black is.
    """
    black = images.known_scale().black()  # (C, 1, 1)
    padding = min(images.shape[1:]) // 8

    def apply(pixels: Tensor, draws: torch.Generator) -> Tensor:
        count, channels, height, width = pixels.shape
        canvas = pixels.new_empty(count, height + 2 * padding, width + 2 * padding, channels)
        canvas[:] = black.flatten()
        canvas[:, padding : padding + height, padding : padding + width] = pixels.permute(0, 2, 3, 1)
        corner = torch.randint(0, 2 * padding + 1, (count, 2, 1), generator=draws)
        rows, columns = torch.arange(height) + corner[:, 0], torch.arange(width) + corner[:, 1]
        cropped = canvas[torch.arange(count)[:, None, None], rows[:, :, None], columns[:, None, :]]
        return cropped.permute(0, 3, 1, 2)

    return apply


def flip(_: ImageSet) -> Perturbation:
    """Mirror every image left to right with probability 1/2."""

    def apply(pixels: Tensor, draws: torch.Generator) -> Tensor:
        mirrored = torch.rand(len(pixels), 1, 1, 1, generator=draws) < 0.5
        return torch.where(mirrored, pixels.flip(-1), pixels)

    return apply


def cutout(images: ImageSet, length: int | None = None) -> Perturbation:
    """Zero (the mean colour) a square about a random pixel, cut off at the border.

    Its side is `length`, by default half that of the images: 16 of 32 pixels as published, never a whole
    image. DeVries and Taylor, arXiv:1708.04552.
    """
    side = min(images.shape[1:]) // 2 if length is None else length

    def apply(pixels: Tensor, draws: torch.Generator) -> Tensor:
        count, _, height, width = pixels.shape
        outside = [
            _outside(size, side, torch.randint(0, size, (count, 1), generator=draws))
            for size in (height, width)
        ]
        return pixels * (outside[0][:, None, :, None] | outside[1][:, None, None, :])

    return apply


def _outside(size: int, side: int, centre: Tensor) -> Tensor:
    """Whether each of `size` places is out of reach of `centre` (N, 1)."""
    start = centre - side // 2
    places = torch.arange(size)
    return (places < start) | (places >= start + side)


AUGMENTATIONS.register("crop", crop)
AUGMENTATIONS.register("flip", flip)
AUGMENTATIONS.register("cutout", cutout)
AUGMENTATIONS.register("cutout_16", partial(cutout, length=16))
for _policy in POLICIES:
    AUGMENTATIONS.register(f"auto_augment_{_policy}", partial(auto_augment, policy=_policy))
