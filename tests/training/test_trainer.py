from __future__ import annotations

import copy
import hashlib
import math
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.data.catalogue import image_set
from lcmnas_core.data.image_set import ImageSet, Split
from lcmnas_core.errors import UnknownName
from lcmnas_core.spaces.nasbench201 import NASBENCH201
from lcmnas_core.training.evaluation import accuracy
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.trainer import Diverged, train

CELL = "|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|skip_connect~2|"


def split(count: int, copies: int = 1, seed: int = 0) -> Split:
    """Two classes: the mean of the pixels is above or below zero."""
    generator = torch.Generator().manual_seed(seed)
    labels = (torch.arange(count) % 2).repeat(copies)
    images = torch.randn(count * copies, 1, 4, 4, generator=generator) + (2.0 * labels - 1).view(-1, 1, 1, 1)
    return Split(images, labels, copies)


IMAGES = ImageSet("pairs", "ab" * 32, 2, (1, 4, 4), split(40), split(20, 2, 1), split(20, 1, 2))
RECIPE = Recipe(epochs=3, batch_size=16, peak_rate=0.1)


class Watching(nn.Module):
    """A linear classifier that keeps every training batch it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(16, 2)
        nn.init.zeros_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)
        self.shown: list[Tensor] = []
        self.evaluated = 0

    def forward(self, images: Tensor) -> Tensor:
        if self.training:
            self.shown.append(images.clone())
        else:
            self.evaluated += len(images)
        return self.linear(images.flatten(1))


def one_cycle(share: float) -> float:
    return 0.1 * share / 0.25 if share < 0.25 else 0.05 * (1 + math.cos(math.pi * (share - 0.25) / 0.75))


PLAIN = replace(RECIPE, nesterov=False)


@pytest.mark.parametrize(
    ("recipe", "rate", "ahead"),
    [
        (RECIPE, one_cycle, 0.9),
        (replace(PLAIN, schedule="constant"), lambda _: 0.1, None),
        (replace(PLAIN, schedule="cosine"), lambda share: 0.05 * (1 + math.cos(math.pi * share)), None),
    ],
    ids=["nesterov, one cycle", "plain, constant", "plain, cosine"],
)
def test_a_training_by_hand(recipe: Recipe, rate: Callable[[float], float], ahead: float | None) -> None:
    """Every step written out: rate, momentum and weight decay on the mean cross-entropy."""
    network = Watching()
    train(network, IMAGES, recipe, seed=5)
    weight, bias = torch.zeros(2, 16), torch.zeros(2)
    velocity = [torch.zeros_like(weight), torch.zeros_like(bias)]
    known = {
        tuple(image.flatten().tolist()): int(label)
        for image, label in zip(IMAGES.train.images, IMAGES.train.labels, strict=True)
    }
    steps = 3 * (40 // 16)
    assert len(network.shown) == steps
    for step, images in enumerate(network.shown, start=1):
        rows = images.flatten(1)
        labels = F.one_hot(torch.tensor([known[tuple(row.tolist())] for row in rows]), 2)
        residual = (torch.softmax(rows @ weight.T + bias, dim=1) - labels) / len(rows)
        for value, speed, slope in zip(
            (weight, bias), velocity, (residual.T @ rows, residual.sum(0)), strict=True
        ):
            slope = slope + 5e-4 * value
            speed.mul_(0.9).add_(slope)
            value.sub_(rate(step / (steps + 1)) * (speed if ahead is None else slope + ahead * speed))
    assert torch.allclose(network.linear.weight.detach(), weight, atol=1e-6)
    assert torch.allclose(network.linear.bias.detach(), bias, atol=1e-6)


def test_the_curve_holds_what_it_says() -> None:
    network = Watching()
    curve = train(network, IMAGES, RECIPE, seed=0)
    assert len(curve.train_loss) == len(curve.validation_accuracy) == 3
    assert list(curve.checkpoint_accuracy) == [1, 2, 3]
    assert curve.train_loss[0] < math.log(2) + 0.01
    assert curve.train_loss[2] < curve.train_loss[0]
    assert curve.validation_accuracy[2] == accuracy(network, IMAGES.validation.copy(0))
    assert curve.checkpoint_accuracy[3] == accuracy(network, IMAGES.validation) > 0.9
    assert curve.train_cpu_s > 0


class Untouchable:
    """Test images that must not be looked at."""

    def __getattribute__(self, name: str) -> object:
        pytest.fail(f"{name} of the test images was read")


def test_no_training_looks_at_test_images() -> None:
    train(Watching(), replace(IMAGES, test=Untouchable()), RECIPE, seed=0)


def test_validation_is_done_when_the_recipe_says() -> None:
    # 20 images in 2 copies; checkpoints after epochs 2 and 4 of 4: 20, 40, 20, 40 images, or 0, 40, 0, 40.
    for curve, evaluated in ((True, 20 + 40 + 20 + 40), (False, 40 + 40)):
        network = Watching()
        found = train(network, IMAGES, Recipe(4, 16, checkpoints=2, curve=curve), seed=0)
        assert network.evaluated == evaluated
        assert len(found.validation_accuracy) == (4 if curve else 0)
        assert list(found.checkpoint_accuracy) == [2, 4]


def test_equal_seeds_give_equal_bits_whatever_ran_before() -> None:
    cell = NASBENCH201.parse(CELL)
    settings = BuildSettings(4, 1, (1, 4, 4), 2)
    results = []
    for noise, seed in ((1, 0), (2, 0), (3, 1)):
        torch.manual_seed(noise)
        network = NASBENCH201.build(cell, settings)
        curve = train(network, IMAGES, RECIPE, seed)
        results.append((curve.train_loss, curve.validation_accuracy, network.state_dict()))
    (one, again, other) = results
    assert one[:2] == again[:2]
    assert all(torch.equal(one[2][name], again[2][name]) for name in one[2])
    assert one[0] != other[0]


def test_dropout_is_drawn_from_the_seed_and_spares_the_global_state() -> None:
    weights = []
    for noise, seed in ((1, 0), (2, 0), (1, 1)):
        torch.manual_seed(noise)
        network = nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(16, 2))
        nn.init.zeros_(network[2].weight)
        nn.init.zeros_(network[2].bias)
        before = torch.get_rng_state()
        train(network, replace(IMAGES, train=split(16)), Recipe(2, 16), seed)
        assert torch.equal(torch.get_rng_state(), before)
        weights.append(network[2].weight.detach())
    assert torch.equal(weights[0], weights[1])
    # One batch of all images: between seeds nothing but their order and the dropout differs.
    assert not torch.allclose(weights[0], weights[2], atol=1e-4)


def test_dropout_is_drawn_afresh_every_epoch() -> None:
    masks: list[Tensor] = []

    class Dropping(Watching):
        def forward(self, images: Tensor) -> Tensor:
            if self.training:
                masks.append(F.dropout(torch.ones(64), 0.5))
            return super().forward(images)

    train(Dropping(), IMAGES, RECIPE, seed=0)
    assert len(torch.stack(masks).unique(dim=0)) == len(masks) == 6


def jittered(pixels: Tensor, generator: torch.Generator) -> Tensor:
    return pixels + torch.rand(pixels.shape, generator=generator)


def test_networks_of_one_seed_see_the_same_images_in_the_same_order() -> None:
    images = replace(IMAGES, perturb=jittered)
    one, other, third = Watching(), Watching(), Watching()
    nn.init.ones_(other.linear.weight)
    for network, seed in ((one, 4), (other, 4), (third, 5)):
        train(network, images, RECIPE, seed)
    assert all(torch.equal(a, b) for a, b in zip(one.shown, other.shown, strict=True))
    assert not torch.equal(one.shown[0], third.shown[0])


def test_perturbations_are_fresh_every_epoch_and_spare_the_set() -> None:
    before = copy.deepcopy(IMAGES.train.images)
    network = Watching()
    train(network, replace(IMAGES, perturb=jittered), RECIPE, seed=4)
    values = {value for images in network.shown for value in images.flatten().tolist()}
    # 6 steps of 16 images of 16 pixels; float32 noise hardly ever repeats a value.
    assert len(values) > 0.99 * 6 * 16 * 16
    assert torch.equal(IMAGES.train.images, before)


def test_an_epoch_shows_no_image_twice() -> None:
    network = Watching()
    train(network, IMAGES, RECIPE, seed=4)
    for epoch in (network.shown[:2], network.shown[2:4], network.shown[4:]):
        assert len(torch.cat(epoch).flatten(1).unique(dim=0)) == 32


def test_unshuffled_epochs_keep_the_order_of_the_set() -> None:
    network = Watching()
    train(network, IMAGES, replace(RECIPE, epochs=2, shuffle=False), seed=4)
    assert torch.equal(torch.cat(network.shown[:2]), IMAGES.train.images[:32])
    assert torch.equal(torch.cat(network.shown[2:]), IMAGES.train.images[:32])


def test_augmented_batches_are_those_of_the_plain_order_changed() -> None:
    plain, augmented = Watching(), Watching()
    train(plain, IMAGES, replace(RECIPE, shuffle=False), seed=4)
    train(augmented, IMAGES, replace(RECIPE, shuffle=False, augmentation="flip"), seed=4)
    changed = 0
    for before, after in zip(plain.shown, augmented.shown, strict=True):
        for image, shown in zip(before, after, strict=True):
            assert torch.equal(shown, image) or torch.equal(shown, image.flip(-1))
            changed += not torch.equal(shown, image)
    # 96 fair coins: outside 20 to 76 once in 10^8.
    assert 20 < changed < 76


def test_an_unknown_augmentation_is_refused_before_anything_is_trained() -> None:
    network = Watching()
    with pytest.raises(UnknownName, match="did you mean 'flip'"):
        train(network, IMAGES, replace(RECIPE, augmentation="flop"), seed=0)
    assert not network.shown


def test_the_first_batch_of_nb201_mini_is_what_it_ever_was() -> None:
    """Its trainings are stored; values of mnist5k_rot are exact multiples of a grid on every machine."""
    shown: list[str] = []

    class Stopped(Exception):
        pass

    class Hashing(Watching):
        def forward(self, images: Tensor) -> Tensor:
            shown.append(hashlib.sha256(images.contiguous().numpy().tobytes()).hexdigest())
            raise Stopped

    with pytest.raises(Stopped):
        train(Hashing(), image_set("mnist5k_rot"), Recipe(epochs=24), seed=0)
    assert shown == ["3ae87c12a2b0bcafca7b31450ae40bc9b849fc7a11a37a1d2ed2f602a85b74a6"]


def test_small_sets_are_one_batch() -> None:
    network = Watching()
    train(network, IMAGES, Recipe(epochs=2, batch_size=1_000), seed=0)
    assert [len(images) for images in network.shown] == [40, 40]


def test_an_absurd_rate_diverges_in_one_line() -> None:
    network = nn.Sequential(nn.Flatten(), nn.Linear(16, 8), nn.Linear(8, 2))
    with pytest.raises(Diverged, match=r"the training loss of epoch [1-3] of 3 was (nan|inf)") as caught:
        train(network, IMAGES, replace(RECIPE, peak_rate=1e30), seed=0)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "epochs", "least"),
    [("digits", 4, 0.5), pytest.param("mnist5k_rot", 2, 0.2, marks=pytest.mark.slow)],
)
def test_a_small_network_beats_chance_on_real_images(name: str, epochs: int, least: float) -> None:
    # Ten classes: chance is .1, with a standard deviation below .02 on 300 images or more.
    images = image_set(name)
    network = NASBENCH201.build(NASBENCH201.parse(CELL), BuildSettings(4, 1, images.shape, images.classes))
    curve = train(network, images, Recipe(epochs), seed=0)
    assert curve.checkpoint_accuracy[epochs] > least
