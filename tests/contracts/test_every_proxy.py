"""What holds for every registered proxy: a new one is tested by existing."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch
from torch import nn

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.data.batch import Batch
from lcmnas_core.observations import PASSES
from lcmnas_core.proxies import PROXIES, score
from lcmnas_core.spaces.nasbench201 import NASBENCH201

SETTINGS = BuildSettings(channels=4, cells=1, input_shape=(3, 12, 12))
CELL = Cell(("nor_conv_3x3", "nor_conv_1x1", "skip_connect", "avg_pool_3x3", "none", "nor_conv_3x3"))
DEGENERATE = {
    "all none": ("none",) * 6,
    "all skip": ("skip_connect",) * 6,
    "all pool": ("avg_pool_3x3",) * 6,
    "disconnected": ("nor_conv_3x3", "nor_conv_1x1", "nor_conv_3x3", "none", "none", "none"),
    "single conv": ("none", "none", "none", "nor_conv_3x3", "none", "none"),
}


@pytest.fixture(params=list(PROXIES))
def name(request) -> str:
    return request.param


@pytest.fixture
def network() -> nn.Module:
    return NASBENCH201.build(CELL, SETTINGS, seed=1)


@pytest.fixture
def batch() -> Batch:
    generator = torch.Generator().manual_seed(0)
    images = torch.randn(8, 3, 12, 12, generator=generator)
    return Batch(images, torch.randint(0, 10, (8,), generator=generator))


@pytest.fixture(scope="module")
def together() -> dict[str, float | None]:
    generator = torch.Generator().manual_seed(0)
    images = torch.randn(8, 3, 12, 12, generator=generator)
    everything = Batch(images, torch.randint(0, 10, (8,), generator=generator))
    found = score(NASBENCH201.build(CELL, SETTINGS, seed=1), everything, list(PROXIES))
    return {each: one.value for each, one in found.items()}


def test_it_is_described(name):
    proxy = PROXIES[name]
    assert proxy.summary.endswith(".")
    assert proxy.formula.startswith("s = ")
    assert proxy.paper
    assert int(proxy.version) >= 1
    assert proxy.takes
    assert all(kind in PASSES for kind in proxy.takes)


def test_alone_and_together_are_equal_to_the_last_bit(name, network, batch, together):
    assert score(network, batch, [name])[name].value == together[name]


def test_backwards_is_equal_to_the_last_bit(network, batch, together):
    found = score(network, batch, list(PROXIES)[::-1])
    assert {each: one.value for each, one in found.items()} == together


def test_network_and_random_state_are_left_as_they_were(name, network, batch):
    network.eval()
    network.classifier.requires_grad_(False)
    before = {key: value.clone() for key, value in network.state_dict().items()}
    wanted = [parameter.requires_grad for parameter in network.parameters()]
    states = random.getstate(), np.random.get_state()[1].copy(), torch.get_rng_state()  # noqa: NPY002
    images = batch.images.clone()
    score(network, batch, [name])
    assert all(torch.equal(before[key], value) for key, value in network.state_dict().items())
    assert not any(module.training or module._forward_hooks for module in network.modules())
    assert not any(module._forward_pre_hooks for module in network.modules())
    assert [parameter.requires_grad for parameter in network.parameters()] == wanted
    assert all(parameter.grad is None for parameter in network.parameters())
    assert random.getstate() == states[0]
    assert (np.random.get_state()[1] == states[1]).all()  # noqa: NPY002
    assert torch.equal(torch.get_rng_state(), states[2])
    assert torch.equal(batch.images, images)


def test_global_random_state_and_training_flag_do_not_matter(name, network, batch, together):
    torch.manual_seed(99)
    np.random.seed(99)  # noqa: NPY002
    assert score(network.eval(), batch, [name])[name].value == together[name]


def test_labels_matter_only_where_declared(name, network, batch, together):
    relabelled = Batch(batch.images, batch.labels // 2)
    value = score(network, relabelled, [name])[name].value
    assert (value == together[name]) == ("labels" not in PROXIES[name].needs)
    if "labels" not in PROXIES[name].needs:
        assert score(network, batch.without_labels(), [name])[name].value == together[name]


def test_images_matter_only_where_declared(name, network, batch, together):
    others = Batch(batch.images.flip(0) * 0.5 + 1, batch.labels)
    value = score(network, others, [name])[name].value
    assert (value == together[name]) == ("images" not in PROXIES[name].needs)


@pytest.mark.parametrize("operations", DEGENERATE.values(), ids=DEGENERATE)
def test_degenerate_cells_give_a_number_or_a_status(operations, batch):
    found = score(NASBENCH201.build(Cell(operations), SETTINGS, seed=1), batch, list(PROXIES))
    for each, one in found.items():
        assert one.status in {"ok", "nonfinite"}, (each, one.reason)
        assert (one.value is None) == (one.status == "nonfinite")


@pytest.mark.parametrize(
    "odd",
    [
        nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
        nn.Sequential(nn.Flatten(), nn.Linear(432, 10)),
        nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(400, 10, bias=False)),
        nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(432, 10), nn.ReLU(inplace=True)),
        nn.Sequential(nn.Conv2d(3, 10, 12), nn.BatchNorm2d(10, affine=False), nn.Flatten()),
    ],
    ids=["no parameters", "one matrix", "no activation", "dropout", "no affine"],
)
def test_odd_networks_give_a_number_or_a_status(odd, batch):
    for each, one in score(odd, batch, list(PROXIES)).items():
        assert one.status in {"ok", "nonfinite", "unsupported"}, (each, one.reason)
        assert one.status != "unsupported" or "network" in str(one.reason) or "features" in str(one.reason)
