"""Reductions of images and recipe: order, identity, and cost as foretold."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from lcmnas_core.data.catalogue import image_set
from lcmnas_core.data.resized import fitted
from lcmnas_core.fidelity import Reduction
from lcmnas_core.training.cost import images_evaluated, images_shown, training_macs
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.reduction import reduced_images, reduced_recipe
from lcmnas_core.training.trainer import train

RECIPE = Recipe(epochs=4, batch_size=100)


class Watching(nn.Module):
    """Counts the images it is shown, and keeps the last side."""

    def __init__(self) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(10))
        self.seen = {True: 0, False: 0}
        self.side = 0

    def forward(self, pixels: Tensor) -> Tensor:
        self.seen[self.training] += len(pixels)
        self.side = pixels.shape[-1]
        return self.bias.expand(len(pixels), 10)


def test_nothing_reduced_is_the_set_and_the_recipe_themselves() -> None:
    images = image_set("mnist5k_rot")
    assert reduced_images(images, Reduction.parse("c0r0s0e4")) is images
    assert reduced_images(images, Reduction.parse("c3r0s0e4")) is images
    assert reduced_recipe(RECIPE, Reduction.parse("c0r0s0e4")) == RECIPE


def test_only_the_length_of_a_recipe_changes() -> None:
    assert reduced_recipe(RECIPE, Reduction.parse("c2r2s2e1")) == Recipe(epochs=1, batch_size=100)


def test_images_are_perturbed_first_and_resized_then() -> None:
    whole = image_set("mnist5k_rot")
    small = reduced_images(whole, Reduction.parse("c0r2s1e1"))
    pixels = small.train.images[:4]
    drawn = [torch.Generator().manual_seed(5) for _ in range(2)]
    assert pixels.shape == (4, 1, 28, 28)
    expected = fitted(whole.perturb(pixels, drawn[0]), (1, 8, 8))
    assert torch.equal(small.perturb(pixels, drawn[1]), expected)
    assert small.validation.images.shape == (8_000, 1, 8, 8)
    assert small.test is not None
    assert len(small.test.labels) == 8_000


def test_every_reduction_of_the_images_has_a_name_and_a_hash_of_its_own() -> None:
    whole = image_set("digits")
    sets = [reduced_images(whole, Reduction.parse(f"c0r{r}s{s}e1")) for r in range(3) for s in range(3)]
    assert len({each.sha256 for each in sets}) == len({each.name for each in sets}) == 9
    assert sets[-1].name == "digits-s2@1x4x4"


@pytest.mark.parametrize("written", ["c0r0s0e4", "c2r1s1e3", "c0r2s2e2"])
def test_a_reduced_training_costs_what_is_foretold(written: str) -> None:
    reduction = Reduction.parse(written)
    whole = image_set("digits")
    images, recipe = reduced_images(whole, reduction), reduced_recipe(RECIPE, reduction)
    network = Watching()
    train(network, images, recipe, seed=0)
    shown, evaluated = images_shown(recipe, images.sizes), images_evaluated(recipe, images.sizes)
    assert network.seen == {True: shown, False: evaluated}
    # Epochs times whole batches of 100 of the share of images left.
    rows = images.sizes.train
    assert rows == pytest.approx(whole.sizes.train * reduction.sample_share, rel=0.02)
    assert shown == reduction.e * (rows // 100) * 100
    assert training_macs(recipe, 7, images.sizes) == 7 * (3 * shown + evaluated)
    assert network.side == reduction.side(8)
