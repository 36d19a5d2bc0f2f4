from __future__ import annotations

import pytest
import torch
import torchvision
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from lcmnas_core.inert import Inert
from lcmnas_core.observations import Size, WeightNorms, Work, observed
from lcmnas_core.proxies.scoring import _observer
from tests.proxies.networks import MIXED, cells


def of(network: nn.Module, kind: type, shape: tuple[int, ...] | None = None, seed: int = 0):
    with observed(network) as seen:
        return _observer(seen, None, shape, seed, None).of(kind)


def counted_by_torch(network: nn.Module, shape: tuple[int, ...]) -> int:
    with torch.device("meta"), FlopCounterMode(display=False) as counter:
        network.to("meta").eval()(torch.empty(1, *shape))
    return counter.get_total_flops() // 2


@pytest.mark.parametrize(
    ("network", "shape"),
    [
        (torchvision.models.resnet18(), (3, 64, 64)),
        (torchvision.models.mobilenet_v3_small(), (3, 64, 64)),
        (cells(*MIXED), (3, 16, 16)),
        (nn.Sequential(nn.Unflatten(1, (2, 8)), nn.Conv1d(2, 4, 3), nn.Flatten(), nn.Linear(24, 3)), (16,)),
    ],
    ids=["resnet18", "mobilenet", "cells", "one-dimensional"],
)
def test_macs_are_half_of_torchs_flops(network, shape):
    assert of(network, Work, shape).macs == counted_by_torch(network, shape)


def test_macs_by_hand():
    # 3x3 convolution onto 4x4 positions: 16 positions x 5 filters x (2 x 9) weights; linear: 80 x 3.
    network = nn.Sequential(nn.Conv2d(2, 5, 3, padding=1), nn.BatchNorm2d(5), nn.Flatten(), nn.Linear(80, 3))
    assert of(network, Work, (2, 4, 4)).macs == 16 * 5 * 18 + 240


def test_size_by_hand():
    # (2 x 9 + 1) x 5 of the convolution, 10 of the batch norm, 80 x 3 + 3 of the linear layer.
    network = nn.Sequential(nn.Conv2d(2, 5, 3), nn.BatchNorm2d(5), nn.Flatten(), nn.Linear(80, 3))
    assert of(network, Size) == Size(params=95 + 10 + 243, layers=2, parameter_tensors=6)


def test_shared_and_frozen_parameters_count_as_they_should():
    network = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
    network[1].weight = network[0].weight
    network[1].bias.requires_grad_(False)
    assert of(network, Size) == Size(params=12, layers=2, parameter_tensors=3)


def test_what_is_inert_is_added():
    network = nn.Sequential(nn.Flatten(), nn.Linear(4, 2, bias=False))
    network.inert = Inert(params=100, macs=1000, layers=3, parameter_tensors=7, weight_norms=(1.5,))
    assert of(network, Size) == Size(108, 4, 8)
    assert of(network, Work, (1, 2, 2)).macs == 1008
    norms = (pytest.approx(network[1].weight.detach().norm().item()), 1.5)
    assert of(network, WeightNorms).norms == norms
