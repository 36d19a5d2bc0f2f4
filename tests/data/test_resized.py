"""Images at another size, by hand."""

import torch

from lcmnas_core.data.catalogue import image_set
from lcmnas_core.data.resized import fitted, resized


def test_channels_are_repeated_or_averaged_by_hand():
    grey = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
    assert torch.equal(fitted(grey, (3, 2, 2)), grey.repeat(1, 3, 1, 1))
    colour = torch.stack([grey[0, 0], 3 * grey[0, 0], 5 * grey[0, 0]])[None]
    assert torch.equal(fitted(colour, (1, 2, 2)), 3 * grey)
    # Two columns shrink to one: each row's mean.
    assert torch.allclose(fitted(grey, (1, 2, 1)), torch.tensor([[[[1.5], [3.5]]]]))


def test_a_set_at_its_own_size_stays_itself():
    digits = image_set("digits")
    assert resized(digits, digits.shape) is digits


def test_every_split_is_resized_and_the_hash_says_so():
    digits = image_set("digits")
    small = resized(digits, (3, 4, 4))
    assert small.shape == (3, 4, 4)
    assert small.name == "digits@3x4x4"
    assert small.sha256 != digits.sha256
    for name in ("train", "validation", "test"):
        assert torch.equal(small.split(name).images, fitted(digits.split(name).images, (3, 4, 4)))
        assert torch.equal(small.split(name).labels, digits.split(name).labels)


def test_a_perturbation_comes_before_the_resizing():
    rotated = image_set("mnist5k_rot")
    small = resized(rotated, (1, 8, 8))
    pixels = rotated.train.images[:5]
    drawn = [torch.Generator().manual_seed(3) for _ in range(2)]
    expected = fitted(rotated.perturb(pixels, drawn[0]), (1, 8, 8))
    assert torch.equal(small.perturb(pixels, drawn[1]), expected)
