"""Networks of Global NAS beside a plain reading of their codes."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.macro_chain import MacroChain
from lcmnas_core.spaces.macro_micro import MACRO_MICRO
from tests.spaces.built_network import counted, draw_vectors

NARROW = BuildSettings(0, 0, (2, 13, 10), 7, width_factor=0.25)
CHAINS = [
    MacroChain.separable(10, 16),
    MACRO_MICRO.parse("C43-10100001010-33335333353"),
    MACRO_MICRO.parse("C20-111111111111-555555555555"),
]
by_chain = pytest.mark.parametrize("chain", CHAINS, ids=MACRO_MICRO.format)


def images(count: int = 3) -> Tensor:
    return torch.randn(count, *NARROW.input_shape, generator=torch.Generator().manual_seed(3))


def read_plainly(chain: MacroChain, network: nn.Module, maps: Tensor) -> Tensor:
    """Scores by the codes and the network's weights in order."""
    weights = iter(network.parameters())

    def normed(maps: Tensor) -> Tensor:
        return F.batch_norm(maps, None, None, next(weights), next(weights), training=True)

    maps = normed(F.conv2d(maps, next(weights), padding=1))
    depth = len(chain.ops)
    for place in range(depth):
        stride = 2 if place in (depth // 3, depth * 2 // 3) else 1
        padding = {3: 1, 5: 2}[chain.kernels[place]]
        groups = 1 if chain.ops[place] else maps.shape[1]
        maps = F.conv2d(F.relu(maps), next(weights), None, stride, padding, groups=groups)
        maps = normed(maps if chain.ops[place] else F.conv2d(maps, next(weights)))
    scores = maps.mean((2, 3)) @ next(weights).T + next(weights)
    assert next(weights, None) is None
    return scores


@by_chain
def test_the_network_computes_what_its_codes_say(chain: MacroChain) -> None:
    network = MACRO_MICRO.build(chain, NARROW, seed=2).double().train()
    draw_vectors(network)
    shown = images().double()
    expected = read_plainly(chain, network, shown)
    assert expected.shape == (3, 7)
    assert torch.allclose(network(shown), expected, rtol=1e-9, atol=1e-12)


@by_chain
def test_counts_are_those_of_the_built_network(chain: MacroChain) -> None:
    network = MACRO_MICRO.build(chain, NARROW)
    assert counted(network, NARROW.input_shape) == MACRO_MICRO.counts(chain, NARROW)


@by_chain
def test_every_layer_has_a_relu_of_its_own(chain: MacroChain) -> None:
    network = MACRO_MICRO.build(chain, NARROW)
    assert sum(isinstance(module, nn.ReLU) for module in network.modules()) == chain.depth


def test_weights_depend_on_chain_settings_and_seed() -> None:
    weight = next(MACRO_MICRO.build(CHAINS[0], NARROW).parameters())
    others = [
        MACRO_MICRO.build(CHAINS[0], NARROW, seed=1),
        MACRO_MICRO.build(MACRO_MICRO.parse("C16-0000000001-3333333333"), NARROW),
        MACRO_MICRO.build(CHAINS[0], BuildSettings(0, 0, (2, 13, 10), 8, width_factor=0.25)),
    ]
    assert torch.equal(weight, next(MACRO_MICRO.build(CHAINS[0], NARROW).parameters()))
    assert all(not torch.equal(weight, next(other.parameters())) for other in others)


@by_chain
def test_every_weight_is_reached_by_a_gradient(chain: MacroChain) -> None:
    network = MACRO_MICRO.build(chain, NARROW)
    F.cross_entropy(network(images(8)), torch.arange(8) % 7).backward()
    assert all(weight.grad is not None and weight.grad.any() for weight in network.parameters())
