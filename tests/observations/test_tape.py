from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.observations import observed
from lcmnas_core.observations.forward import Forward, recorded_forward
from lcmnas_core.observations.given import Images, Seed
from lcmnas_core.observations.tape import LayerCall, NormCall, ReluCall
from tests.proxies.networks import Chain


def forward_of(network: nn.Module, images: Tensor) -> Forward:
    with observed(network) as seen:
        return recorded_forward(seen, Images(images), Seed(0))


class Functional(nn.Module):
    """One convolution called twice; ReLU once as a function, once as a reused module, once by method."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(2, 2, 3, padding=1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, images: Tensor) -> Tensor:
        maps = self.relu(self.conv(F.relu(self.conv(images))))
        return self.relu(maps - 1).relu().mean((2, 3))


def test_the_tape_names_what_ran_and_where():
    tape = forward_of(Chain(), torch.randn(4, 3, 8, 8)).tape
    layers = [op.name for op in tape if isinstance(op, LayerCall)]
    assert layers == ["body.0.weight", "body.3.weight", "body.6.weight", "head.weight"]
    assert [op.module for op in tape if isinstance(op, NormCall)] == ["body.1", "body.4", "body.7"]
    assert [op.module for op in tape if isinstance(op, ReluCall)] == ["body.2", "body.5", "body.8"]


def test_every_call_of_a_reused_module_is_recorded():
    tape = forward_of(Functional(), torch.randn(4, 2, 8, 8)).tape
    assert [op.name for op in tape if isinstance(op, LayerCall)] == ["conv.weight"] * 2
    assert [op.module for op in tape if isinstance(op, ReluCall)] == ["", "relu", "relu", ""]


def test_a_value_knows_the_operation_it_came_from():
    forward = forward_of(Chain(), torch.randn(4, 3, 8, 8))
    convolution, norm, relu = forward.tape[:3]
    assert convolution.args[0].source is None
    assert norm.args[0].source == convolution.number
    assert relu.args[0].source == norm.number
    assert forward.last == forward.tape[-1].number


def test_batch_statistics_are_those_of_the_input():
    forward = forward_of(Chain().double(), torch.randn(4, 3, 8, 8, dtype=torch.float64))
    norm = next(op for op in forward.tape if isinstance(op, NormCall))
    variance, mean = torch.var_mean(norm.input.detach(), (0, 2, 3), correction=0)
    assert torch.allclose(norm.mean, mean)
    assert torch.allclose(norm.inverse_std, (variance + 1e-5).rsqrt())


def test_a_relu_of_a_constant_is_recorded():
    class Dead(nn.Module):
        def forward(self, images: Tensor) -> Tensor:
            return images.mean((2, 3)) + F.relu(torch.zeros(len(images), 1))

    tape = forward_of(Dead(), torch.randn(4, 2, 8, 8)).tape
    assert sum(isinstance(op, ReluCall) for op in tape) == 1
