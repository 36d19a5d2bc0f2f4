"""One epoch of a small cell on mnist5k_rot: our loop beside a plain one with a data loader."""

from __future__ import annotations

import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.data.catalogue import image_set
from lcmnas_core.spaces.nasbench201 import NASBENCH201
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.trainer import accuracy, train

CELL = "|nor_conv_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|avg_pool_3x3~0|none~1|nor_conv_3x3~2|"
SETTINGS = BuildSettings(8, 1, (1, 16, 16))
RECIPE = Recipe(epochs=1)


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


def network() -> nn.Module:
    return NASBENCH201.build(NASBENCH201.parse(CELL), SETTINGS)


def plain(model: nn.Module) -> float:
    """The loop as tutorials write it; evaluation as ours, once on everything."""
    images = image_set("mnist5k_rot")
    optimiser = torch.optim.SGD(
        model.parameters(), RECIPE.peak_rate, RECIPE.momentum, weight_decay=RECIPE.weight_decay, nesterov=True
    )
    model.train()
    for pixels, labels in DataLoader(Perturbed(), RECIPE.batch_size, shuffle=True, drop_last=True):
        optimiser.zero_grad()
        F.cross_entropy(model(pixels), labels).backward()
        optimiser.step()
    assert images.test is not None
    return accuracy(model, images.validation) + accuracy(model, images.test)


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
    assert curve.test_accuracy > 0


@pytest.mark.benchmark(group="one epoch")
def test_data_loader(benchmark: BenchmarkFixture) -> None:
    found = benchmark.pedantic(plain, setup=lambda: ((network(),), {}), rounds=3)
    assert found > 0
