"""Networks of NAS-Bench-Macro beside a plain reading of their digits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.architectures.block_chain import BlockChain
from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.spaces.nas_bench_macro import NAS_BENCH_MACRO
from tests.spaces.built_network import counted, draw_vectors

NARROW = BuildSettings(channels=4, cells=0, input_shape=(2, 13, 10), classes=7)
CHAINS = [BlockChain.parse(each) for each in ("00000000", "22222222", "11021201", "02100012")]
by_chain = pytest.mark.parametrize("chain", CHAINS, ids=str)


def images(count: int = 3) -> Tensor:
    return torch.randn(count, *NARROW.input_shape, generator=torch.Generator().manual_seed(3))


def convolved(weights: Iterator[Tensor], maps: Tensor, stride: int = 1) -> Tensor:
    kernels = next(weights)
    groups = maps.shape[1] // kernels.shape[1]
    maps = F.conv2d(maps, kernels, None, stride, kernels.shape[-1] // 2, groups=groups)
    return F.batch_norm(maps, None, None, next(weights), next(weights), training=True)


def read_plainly(digits: str, weights: Iterator[Tensor], maps: Tensor) -> Tensor:
    """Scores by the digits of the string and the network's weights in order."""
    maps = F.relu(convolved(weights, maps))
    for place, digit in enumerate(digits):
        stride = 2 if place in (0, 2, 5) else 1
        if digit != "0":
            hidden = F.relu(convolved(weights, F.relu(convolved(weights, maps)), stride))
            inner = convolved(weights, hidden)
            maps = inner if stride == 2 else maps + inner
        elif stride == 2:
            maps = convolved(weights, maps, stride)
    maps = F.relu(convolved(weights, maps)).mean((2, 3))
    scores = maps @ next(weights).T + next(weights)
    assert next(weights, None) is None
    return scores


@by_chain
def test_the_network_computes_what_its_digits_say(chain: BlockChain) -> None:
    network = NAS_BENCH_MACRO.build(chain, NARROW, seed=2).double().train()
    draw_vectors(network)
    shown = images().double()
    expected = read_plainly(str(chain), iter(network.parameters()), shown)
    assert expected.shape == (3, 7)
    assert torch.allclose(network(shown), expected, rtol=1e-9, atol=1e-12)


@by_chain
def test_counts_are_those_of_the_built_network(chain: BlockChain) -> None:
    network = NAS_BENCH_MACRO.build(chain, NARROW)
    assert counted(network, NARROW.input_shape) == NAS_BENCH_MACRO.counts(chain, NARROW)


@pytest.mark.parametrize(("digits", "rectified"), [("00000000", 2), ("10000000", 4), ("02100012", 10)])
def test_there_is_a_relu_behind_stem_and_head_and_two_in_every_inverted_residual(
    digits: str, rectified: int
) -> None:
    network = NAS_BENCH_MACRO.build(BlockChain.parse(digits), NARROW)
    assert sum(isinstance(module, nn.ReLU) for module in network.modules()) == rectified


def test_chains_of_one_network_are_built_alike_with_weights_of_their_own() -> None:
    written, settled = BlockChain.parse("01021001"), BlockChain.parse("01021010")
    assert written.settled == settled
    one, other = (NAS_BENCH_MACRO.build(chain, NARROW) for chain in (written, settled))
    assert str(one) == str(other)
    assert not torch.equal(next(one.parameters()), next(other.parameters()))


def test_weights_depend_on_settings_and_seed() -> None:
    weight = next(NAS_BENCH_MACRO.build(CHAINS[2], NARROW).parameters())
    again = NAS_BENCH_MACRO.build(CHAINS[2], NARROW)
    others = [
        NAS_BENCH_MACRO.build(CHAINS[2], NARROW, seed=1),
        NAS_BENCH_MACRO.build(CHAINS[2], BuildSettings(4, 0, (2, 13, 10), 8)),
    ]
    assert torch.equal(weight, next(again.parameters()))
    assert all(not torch.equal(weight, next(other.parameters())) for other in others)


@by_chain
def test_every_weight_is_reached_by_a_gradient(chain: BlockChain) -> None:
    network = NAS_BENCH_MACRO.build(chain, NARROW)
    F.cross_entropy(network(images(8)), torch.arange(8) % 7).backward()
    assert all(weight.grad is not None and weight.grad.any() for weight in network.parameters())
