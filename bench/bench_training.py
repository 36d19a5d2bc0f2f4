"""One epoch of a small cell: our loop beside a plain one with a data loader.

Twice: on mnist5k_rot under its own perturbation, and on noise of CIFAR-10's size under crop, flip and cutout.

    python -m bench.bench_training [--rounds 5] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms

from bench.cpu_seconds import cpu_seconds
from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.data.catalogue import image_set
from lcmnas_core.data.image_set import ImageSet, Split
from lcmnas_core.data.pixel_scale import PixelScale
from lcmnas_core.spaces.nasbench201 import NASBENCH201
from lcmnas_core.training.evaluation import accuracy
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.trainer import train

CELL = "|nor_conv_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|avg_pool_3x3~0|none~1|nor_conv_3x3~2|"
SETTINGS = BuildSettings(8, 1, (1, 16, 16))
RECIPE = Recipe(epochs=1)

COLOUR = BuildSettings(4, 1, (3, 32, 32))
AUGMENTED = Recipe(epochs=1, augmentation="crop+flip+cutout")
SCALE = PixelScale((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616))
STORED = torch.randint(0, 256, (2_000, 3, 32, 32), generator=torch.Generator().manual_seed(0)).to(torch.uint8)
LABELS = torch.arange(2_000) % 10


class Perturbed(Dataset[tuple[Tensor, Tensor]]):
    """One image at a time, as a data set of the framework hands them out."""

    def __init__(self) -> None:
        self.images = image_set("mnist5k_rot")
        self.draws = torch.Generator().manual_seed(0)

    def __len__(self) -> int:
        return len(self.images.train.labels)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        assert self.images.perturb is not None
        (image,) = self.images.perturb(self.images.train.images[index : index + 1], self.draws)
        return image, self.images.train.labels[index]


def network(settings: BuildSettings = SETTINGS) -> nn.Module:
    return NASBENCH201.build(NASBENCH201.parse(CELL), settings)


def colour_images() -> ImageSet:
    part = Split(SCALE.normalised(STORED), LABELS)
    validation = Split(part.images[:500], part.labels[:500])
    return ImageSet("noise", "ab" * 32, 10, (3, 32, 32), part, validation, scale=SCALE)


def cut(image: Tensor) -> Tensor:
    """Cutout as it is usually written: a mask per image."""
    row, column = (int(each) for each in torch.randint(0, 32, (2,)))
    mask = torch.ones(32, 32)
    mask[max(row - 8, 0) : row + 8, max(column - 8, 0) : column + 8] = 0
    return image * mask


class Transformed(Dataset[tuple[Tensor, Tensor]]):
    """One image at a time through torchvision's transforms."""

    def __init__(self) -> None:
        self.change = transforms.Compose(
            [
                transforms.ToPILImage(),
                transforms.RandomCrop(32, padding=4),
                transforms.RandomHorizontalFlip(),
                transforms.ToTensor(),
                transforms.Normalize(SCALE.mean, SCALE.deviation),
                cut,
            ]
        )

    def __len__(self) -> int:
        return len(LABELS)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        return self.change(STORED[index]), LABELS[index]


def plain(model: nn.Module, dataset: Dataset[tuple[Tensor, Tensor]], validation: Split) -> float:
    """The loop as tutorials write it; evaluation as ours, once on all copies."""
    optimiser = torch.optim.SGD(
        model.parameters(), RECIPE.peak_rate, RECIPE.momentum, weight_decay=RECIPE.weight_decay, nesterov=True
    )
    model.train()
    for pixels, labels in DataLoader(dataset, RECIPE.batch_size, shuffle=True, drop_last=True):
        optimiser.zero_grad()
        F.cross_entropy(model(pixels), labels).backward()
        optimiser.step()
    return accuracy(model, validation)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)
    image_set("mnist5k_rot")


@pytest.mark.benchmark(group="one epoch")
def test_resident_tensors(benchmark: BenchmarkFixture) -> None:
    images = image_set("mnist5k_rot")
    curve = benchmark.pedantic(
        lambda model: train(model, images, RECIPE, 0), setup=lambda: ((network(),), {}), rounds=3
    )
    assert curve.checkpoint_accuracy[1] > 0


@pytest.mark.benchmark(group="one epoch")
def test_data_loader(benchmark: BenchmarkFixture) -> None:
    validation = image_set("mnist5k_rot").validation
    found = benchmark.pedantic(plain, setup=lambda: ((network(), Perturbed(), validation), {}), rounds=3)
    assert found > 0


@pytest.mark.benchmark(group="one epoch, augmented")
def test_augmented_tensors(benchmark: BenchmarkFixture) -> None:
    images = colour_images()
    curve = benchmark.pedantic(
        lambda model: train(model, images, AUGMENTED, 0), setup=lambda: ((network(COLOUR),), {}), rounds=3
    )
    assert curve.checkpoint_accuracy[1] > 0


@pytest.mark.benchmark(group="one epoch, augmented")
def test_augmenting_data_loader(benchmark: BenchmarkFixture) -> None:
    validation = colour_images().validation
    found = benchmark.pedantic(
        plain, setup=lambda: ((network(COLOUR), Transformed(), validation), {}), rounds=3
    )
    assert found > 0


def ours(settings: BuildSettings, images: ImageSet, recipe: Recipe) -> None:
    train(network(settings), images, recipe, 0)


def main() -> None:
    """CPU seconds of an epoch by both ways, which take turns, and how many times ours the plain one takes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--json", type=Path)
    chosen = options.parse_args()
    torch.set_num_threads(1)
    rotated, colour = image_set("mnist5k_rot"), colour_images()
    pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "mnist5k_rot, 1x16x16": (
            lambda: ours(SETTINGS, rotated, RECIPE),
            lambda: plain(network(), Perturbed(), rotated.validation),
        ),
        "noise, 3x32x32, crop, flip and cutout": (
            lambda: ours(COLOUR, colour, AUGMENTED),
            lambda: plain(network(COLOUR), Transformed(), colour.validation),
        ),
    }
    found = {}
    for name, ways in pairs.items():
        for way in ways:
            way()
        seconds = np.array([[cpu_seconds(way) for way in ways] for _ in range(chosen.rounds)])
        ratios = np.sort(seconds[:, 1] / seconds[:, 0])
        found[name] = {
            "ours_s": float(seconds[:, 0].min()),
            "plain_s": float(seconds[:, 1].min()),
            "ratios": ratios.tolist(),
        }
        sys.stdout.write(
            f"{name}: {seconds[:, 0].min():.2f} s, plain {seconds[:, 1].min():.2f} s, "
            f"{np.median(ratios):.1f} times ({ratios[0]:.1f} to {ratios[-1]:.1f})\n"
        )
    if chosen.json:
        chosen.json.write_text(json.dumps({"rounds": chosen.rounds, **found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
