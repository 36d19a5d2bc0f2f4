"""Networks of MetaQNN chains beside a plain reading of their strings."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.plain_chain import PlainChain
from lcmnas_core.spaces.metaqnn import METAQNN
from lcmnas_core.spaces.metaqnn_shapes import steps

NARROW = BuildSettings(classes=7, width_factor=1 / 16)
AVERAGED = METAQNN.parse("[C(64,5,1), C(128,3,1), D(1,1), GAP(10), SM(10)]")
CONNECTED = METAQNN.parse(
    "[C(64,3,1), P(5,3), D(1,5), C(128,1,1), P(3,2), D(2,5), FC(512), D(3,5), FC(128), D(4,5), SM(10)]"
)
CHAINS = [AVERAGED, CONNECTED, *(METAQNN.sample(np.random.default_rng(seed)) for seed in range(8))]
by_chain = pytest.mark.parametrize("chain", CHAINS, ids=METAQNN.format)


def images(count: int = 2) -> Tensor:
    return torch.randn(count, *NARROW.input_shape, generator=torch.Generator().manual_seed(3))


def read_plainly(text: str, network: nn.Module, maps: Tensor) -> Tensor:
    """Scores by the letters of the string and the network's weights in order, nothing dropped."""
    weights = iter(network.parameters())
    for letter, numbers in re.findall(r"([A-Z]+)\(([\d,]+)\)", text):
        first, *rest = map(int, numbers.split(","))
        if letter == "C":
            maps = F.relu(F.conv2d(maps, next(weights), padding=rest[0] // 2))
        elif letter == "P":
            maps = F.max_pool2d(maps, first, rest[0])
        elif letter == "GAP":
            maps = F.relu(F.conv2d(maps, next(weights))).mean((2, 3))
        elif letter == "FC":
            maps = F.relu(maps.flatten(1) @ next(weights).T)
        elif letter == "SM":
            maps = maps.flatten(1) @ next(weights).T
    assert next(weights, None) is None
    return maps


@by_chain
def test_the_network_computes_what_its_string_says(chain: PlainChain) -> None:
    network = METAQNN.build(chain, NARROW, seed=2).double().eval()
    shown = images().double()
    expected = read_plainly(METAQNN.format(chain), network, shown)
    assert expected.shape == (2, 7)
    assert torch.allclose(network(shown), expected, rtol=1e-12, atol=0)


def test_dropouts_stand_where_the_string_has_them_and_rise_to_one_half() -> None:
    # D(i,5) drops i / 10; D(1,1) drops half.
    assert [m.p for m in METAQNN.build(CONNECTED, NARROW).modules() if isinstance(m, nn.Dropout)] == [
        0.1, 0.2, 0.3, 0.4,
    ]  # fmt: skip
    parts = [type(module).__name__ for module in METAQNN.build(AVERAGED, NARROW).children()]
    assert parts == [
        "Convolution", "ReLU", "Convolution", "ReLU", "Dropout",
        "Convolution", "ReLU", "AdaptiveAvgPool2d", "Flatten", "Linear",
    ]  # fmt: skip


@by_chain
def test_steps_and_counts_are_those_of_the_built_network(chain: PlainChain) -> None:
    network = METAQNN.build(chain, NARROW)
    layers = [module for module in network.modules() if isinstance(module, nn.Conv2d | nn.Linear)]
    shapes: list[tuple[int, ...]] = []
    macs = 0

    def look(module: nn.Module, inputs: object, output: Tensor) -> None:
        nonlocal macs
        macs += output.numel() * module.weight[0].numel()
        shapes.append(tuple(output.shape[1:]))

    for layer in layers:
        layer.register_forward_hook(look)
    network(images(1))
    weights = list(network.parameters())
    counted = Counts(sum(map(torch.numel, weights)), macs, len(layers), len(weights))
    assert counted == METAQNN.counts(chain, NARROW)
    foretold = [step.leaving for step in steps(chain, NARROW) if step.letter in ("C", "FC", "SM")]
    flat = [shape if len(shape) == 3 else (*shape, 1, 1) for shape in shapes]
    averaged = chain.layers[-1].letter == "GAP"
    assert (flat[:-2] + flat[-1:] if averaged else flat) == foretold


@by_chain
def test_it_takes_a_step(chain: PlainChain) -> None:
    network = METAQNN.build(chain, NARROW)
    before = [weight.clone() for weight in network.parameters()]
    torch.manual_seed(0)
    F.cross_entropy(network(images(8)), torch.arange(8) % 7).backward()
    with torch.no_grad():
        for weight in network.parameters():
            assert weight.grad is not None
            weight -= weight.grad
    assert any(not torch.equal(old, new) for old, new in zip(before, network.parameters(), strict=True))


def test_weights_depend_on_chain_settings_and_seed() -> None:
    first = METAQNN.build(AVERAGED, NARROW)
    others = [
        METAQNN.build(AVERAGED, NARROW, seed=1),
        METAQNN.build(METAQNN.parse("[C(64,5,1), C(128,5,1), D(1,1), GAP(10), SM(10)]"), NARROW),
        METAQNN.build(AVERAGED, BuildSettings(classes=8, width_factor=1 / 16)),
    ]
    weight = next(first.parameters())
    assert torch.equal(weight, next(METAQNN.build(AVERAGED, NARROW).parameters()))
    assert all(not torch.equal(weight, next(other.parameters())) for other in others)


@pytest.mark.slow
def test_every_network_of_the_table_builds_and_runs(metaqnn_frame: pd.DataFrame) -> None:
    for text in metaqnn_frame["net"]:
        assert METAQNN.build(METAQNN.parse(text), NARROW).eval()(images(1)).isfinite().all()
