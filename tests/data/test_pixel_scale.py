from __future__ import annotations

import numpy as np
import pytest
import torch

from lcmnas_core.data.cifar10_jpeg import PROTOCOL
from lcmnas_core.data.mnist5k import mnist5k
from lcmnas_core.data.pixel_scale import PixelScale
from lcmnas_core.data.raw_images import Protocol


def every_pixel(channels: int) -> torch.Tensor:
    return torch.arange(256, dtype=torch.uint8).view(1, 1, 16, 16).repeat(1, channels, 1, 1)


def test_by_hand() -> None:
    # (51 / 255 - .1) / .5 = .2 and (51 / 255 - .3) / .25 = -.4; black is -.1 / .5 and -.3 / .25.
    scale = PixelScale((0.1, 0.3), (0.5, 0.25))
    stored = torch.full((1, 2, 1, 1), 51, dtype=torch.uint8)
    assert scale.normalised(stored).flatten().tolist() == pytest.approx([0.2, -0.4])
    assert scale.black().shape == (2, 1, 1)
    assert scale.black().flatten().tolist() == pytest.approx([-0.2, -1.2])


@pytest.mark.parametrize(
    "scale", [PROTOCOL.scale, PixelScale((0.3,), (0.4,)), PixelScale((0.0,), (1.0,), 16)]
)
def test_every_stored_pixel_comes_back(scale: PixelScale) -> None:
    stored = every_pixel(len(scale.mean))
    assert torch.equal(scale.stored(scale.normalised(stored)), stored)


def test_it_is_the_normalisation_of_the_sets_bit_for_bit() -> None:
    stored = every_pixel(3)
    split = PROTOCOL.split(stored.permute(0, 2, 3, 1).numpy(), np.zeros(1, dtype=np.int64))
    assert torch.equal(split.images, PROTOCOL.scale.normalised(stored))


def test_a_set_says_how_it_was_made(stripes: Protocol) -> None:
    images = mnist5k()
    scale = images.known_scale()
    assert torch.equal(scale.normalised(scale.stored(images.train.images)), images.train.images)
    assert stripes.scale == PixelScale((0.5, 0.0), (0.25, 2.0), 255)
