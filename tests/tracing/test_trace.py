"""Traces of small networks, written by hand."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from lcmnas_core.architectures.layer_chain import LayerChain
from lcmnas_core.errors import Untraceable
from lcmnas_core.tracing.trace import trace
from tests.tracing.toys import Branching, Counting, Dense, Residual, Shared

SHAPE = (3, 8, 8)


def written(network: nn.Module, shape: tuple[int, int, int] = SHAPE, *, joins: bool = False) -> str:
    return str(LayerChain(trace(network, shape, joins=joins)))


def test_settings_stand_as_they_are() -> None:
    network = nn.Sequential(
        nn.Conv2d(3, 8, (1, 7), padding="same"),
        nn.BatchNorm2d(8),
        nn.ReLU6(),
        nn.Conv2d(8, 8, 3, stride=2, padding=1, groups=8),
        nn.ModuleList([nn.ELU()])[0],
        nn.Conv2d(8, 6, 3, stride=(1, 2), padding=1, groups=2),
        nn.MaxPool2d((2, 1)),
        nn.AvgPool2d(1),
        nn.AdaptiveMaxPool2d((None, 1)),
        nn.AdaptiveAvgPool2d(1),
        nn.Sequential(),
        nn.Identity(),
        nn.Flatten(),
        nn.Dropout(0.2),
        nn.Linear(6, 5),
    )
    # 8x8 -> stride 2: 4x4 -> stride (1, 2): 4x2 -> pool (2, 1): 2x2 -> adaptive (None, 1): 2x1
    assert written(network) == (
        "Conv2d(out_channels=8,kernel_size=1x7)|BatchNorm2d|ReLU6"
        "|Conv2d(out_channels=8,kernel_size=3,stride=2,group_width=1)|ELU"
        "|Conv2d(out_channels=6,kernel_size=3,stride=1x2,group_width=4)"
        "|MaxPool2d(kernel_size=2x1)|AvgPool2d(kernel_size=1)|AdaptiveMaxPool2d(output_size=2x1)"
        "|AdaptiveAvgPool2d(output_size=1)|Dropout(p=0.2)|Linear(out_features=5)"
    )


@pytest.mark.parametrize("joins", [False, True])
def test_a_module_that_runs_twice_is_two_events_and_a_function_none(joins: bool) -> None:
    conv = "Conv2d(out_channels=4,kernel_size=3)"
    assert written(Shared(), joins=joins) == f"{conv}|ReLU|ReLU|{conv}"


@pytest.mark.parametrize("network", [Residual, Dense, Shared])
def test_meta_and_cpu_give_the_same(network: Callable[[], nn.Module]) -> None:
    with torch.device("meta"):
        weightless = network()
    assert trace(weightless, SHAPE) == trace(network(), SHAPE)


def test_nothing_is_computed() -> None:
    with torch.device("meta"):
        # 4 TB of weights
        vast = nn.Sequential(nn.Flatten(), nn.Linear(3 * 8 * 8, 10**6), nn.Linear(10**6, 10**6))
    assert written(vast) == "Linear(out_features=1000000)|Linear(out_features=1000000)"


class Failing(nn.Sequential):
    def forward(self, images: Tensor) -> Tensor:
        super().forward(images)
        raise RuntimeError("after all layers ran\nsecond line")


@pytest.mark.parametrize("kind", [nn.Sequential, Failing])
@pytest.mark.parametrize("training", [False, True])
def test_the_network_is_left_as_it_was(kind: type[nn.Sequential], training: bool) -> None:
    network = kind(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Dropout(0.5)).train(training)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    random_state = torch.get_rng_state()
    try:
        trace(network, SHAPE, joins=False)
    except Untraceable:
        assert kind is Failing
    assert [module.training for module in network.modules()] == [training] * 4
    assert not any(module._forward_hooks for module in network.modules())
    assert all("forward" not in vars(module) for module in network.modules())
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
    assert torch.equal(torch.get_rng_state(), random_state)


class TwoInputs(nn.Module):
    def forward(self, images: Tensor, more: Tensor) -> Tensor:
        return images + more


class Indexed(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.pool = nn.MaxPool2d(2, return_indices=True)

    def forward(self, images: Tensor) -> Tensor:
        return self.pool(images)[0]


def refusal(network: nn.Module, joins: bool) -> str:
    with pytest.raises(Untraceable) as raised:
        trace(network, SHAPE, joins=joins)
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize(
    ("network", "said"),
    [
        (
            nn.Sequential(nn.Conv2d(3, 4, 1), nn.GroupNorm(2, 4)),
            "Sequential: at layer '1', GroupNorm is no kind",
        ),
        (Indexed(), "Indexed: at layer 'pool', MaxPool2d returns a tuple"),
        (
            nn.Sequential(nn.Conv2d(5, 4, 1)),
            "Sequential cannot take one 3x8x8 image .*, at layer '0': Runtime",
        ),
        (nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.BatchNorm2d(3)), "at layer '1': .* one value per channel"),
        (nn.Sequential(nn.BatchNorm2d(4)), "over 4 channels was given 3"),
        (nn.Sequential(nn.Identity()), "Sequential runs no layer; write its layers as modules"),
        (nn.Conv2d(3, 4, 1), "Conv2d runs no layer"),
    ],
)
@pytest.mark.parametrize("joins", [False, True])
def test_what_cannot_be_traced_says_why_in_one_line(network: nn.Module, said: str, joins: bool) -> None:
    assert re.search(said, refusal(network, joins))


@pytest.mark.parametrize(
    ("network", "without_joins", "with_joins"),
    [
        (TwoInputs(), "TwoInputs cannot take one .*, before its first layer: .* 'more'", "parameter more"),
        (Branching(), "Branching cannot take one 3x8x8 image in train mode on the meta device", "torch.fx"),
        (Failing(nn.ReLU()), "at layer '0': RuntimeError: after all layers ran$", "torch.fx"),
    ],
)
def test_torch_fx_says_it_in_its_own_words(network: nn.Module, without_joins: str, with_joins: str) -> None:
    assert re.search(without_joins, refusal(network, joins=False))
    assert re.search(with_joins, refusal(network, joins=True))


def test_without_joins_torch_fx_is_not_needed() -> None:
    conv = "Conv2d(out_channels=3,kernel_size=1)"
    assert written(Counting()) == f"{conv}|{conv}|{conv}"
    with pytest.raises(Untraceable, match=r"Counting: torch\.fx cannot follow it, trace it without joins: "):
        trace(Counting(), SHAPE)
