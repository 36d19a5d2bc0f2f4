"""Images brought to another size: channels averaged, then repeated; sides resampled."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.data.image_set import ImageSet, Split, fingerprint

Shape = tuple[int, int, int]


def fitted(images: Tensor, shape: Shape) -> Tensor:
    """Images (N, c, h, w) as (N, C, H, W): channels averaged, then repeated; sides resampled bilinearly."""
    channels, *side = shape
    if images.shape[1] != channels:
        images = images.mean(dim=1, keepdim=True).expand(-1, channels, -1, -1)
    if list(images.shape[2:]) != side:
        images = F.interpolate(images, size=side, mode="bilinear", antialias=True, align_corners=False)
    return images.contiguous()


class AtSize(nn.Module):
    """A network that brings the images it is given to another shape first: one batch at a time."""

    def __init__(self, network: nn.Module, shape: Shape) -> None:
        super().__init__()
        self.network, self.shape = network, shape

    def forward(self, images: Tensor) -> Tensor:
        """Images (N, c, h, w) of any size to what the network says of them."""
        answer: Tensor = self.network(fitted(images, self.shape))
        return answer


def resized(images: ImageSet, shape: Shape) -> ImageSet:
    """The set with every image brought to `shape`; a perturbation comes first, as the set defines it."""
    if images.shape == shape:
        return images
    perturb = images.perturb

    def perturbed(pixels: Tensor, draws: torch.Generator) -> Tensor:
        assert perturb is not None
        return fitted(perturb(pixels, draws), shape)

    size = "x".join(map(str, shape))
    return replace(
        images,
        name=f"{images.name}@{size}",
        sha256=fingerprint(f"resized 1 {images.sha256} {size}"),
        shape=shape,
        train=images.train if perturb else _fitted(images.train, shape),
        validation=_fitted(images.validation, shape),
        test=None if images.test is None else _fitted(images.test, shape),
        perturb=perturbed if perturb else None,
    )


def _fitted(split: Split, shape: Shape) -> Split:
    return replace(split, images=fitted(split.images, shape))
