"""Augmentation policies learnt by others, as torchvision carries them out on stored pixels."""

from __future__ import annotations

import torch
from torch import Tensor

from lcmnas_core.data.image_set import ImageSet, Perturbation
from lcmnas_core.errors import Unsupported

POLICIES = ("cifar10", "imagenet")
SEEDS = 2**62


def auto_augment(images: ImageSet, policy: str) -> Perturbation:
    """Two operations of a random sub-policy on each image; Cubuk et al., arXiv:1805.09501.

    The policy is defined on stored pixels in 0..255, so normalisation is undone and done again. Cost: one
    pass per image, not per batch.

    Raises:
        Unsupported: the set does not keep stored pixels of 256 levels.
    """
    from torchvision.transforms import AutoAugment, AutoAugmentPolicy

    scale = images.known_scale()
    if scale.white != 255:
        raise Unsupported(
            f"auto_augment_{policy} needs pixels of 256 levels; {images.name} has white {scale.white}"
        )
    change = AutoAugment(AutoAugmentPolicy(policy))

    def apply(pixels: Tensor, draws: torch.Generator) -> Tensor:
        stored = scale.stored(pixels)
        with torch.random.fork_rng([]):  # torchvision draws from the global generator
            torch.manual_seed(int(torch.randint(SEEDS, (), generator=draws)))
            changed = torch.stack([change(image) for image in stored])
        return scale.normalised(changed)

    return apply
