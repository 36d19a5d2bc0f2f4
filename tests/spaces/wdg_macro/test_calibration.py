"""Against draws of the published code from its own pool: only what does not hang on that pool's fitness.

The published figures for CIFAR-10 (20,000 draws): 29 genes on average (5, 50, 95 % of them under 4, 21, 82),
6.3 bottlenecks and 6.3 plain convolutions; 35 % begin with a bottleneck of stride 1 and 15 % of stride 2;
0.05 % exceed the length limit. Here all references are alike fit, ranked by their order in the package.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from lcmnas_core.architectures.decoding.plan import gene_length
from lcmnas_core.architectures.layer_chain import LayerChain
from lcmnas_core.spaces.wdg_macro.draw import LONGEST, draw
from lcmnas_core.spaces.wdg_macro.references import reference_pool
from lcmnas_core.spaces.wdg_macro.rules import ORIGINAL_RULES
from tests.spaces.wdg_macro.graphs import rng


@pytest.fixture(scope="module")
def chains() -> list[LayerChain]:
    pool, random = reference_pool("paper", ORIGINAL_RULES.sampling), rng(1)
    return [draw(pool, (3, 32, 32), random) for _ in range(2_000)]


def test_how_networks_begin(chains: list[LayerChain]) -> None:
    strides = [
        layer.get("stride") for layer in (chain.layers[0] for chain in chains) if layer.kind == "Bottleneck"
    ]
    assert binomtest(strides.count(None), len(chains), 0.35).pvalue > 1e-3
    assert binomtest(strides.count(2), len(chains), 0.15).pvalue > 1e-3


def test_how_long_networks_are(chains: list[LayerChain]) -> None:
    lengths = [len(chain) for chain in chains]
    assert 20 < np.mean(lengths) < 45
    low, middle, high = np.percentile(lengths, [5, 50, 95])
    assert (3 <= low <= 6, 14 < middle < 32, 60 < high < 130) == (True, True, True)
    too_long = sum(sum(map(gene_length, chain)) > LONGEST for chain in chains)
    assert too_long < 0.01 * len(chains)


def test_half_of_the_convolutions_are_bottlenecks(chains: list[LayerChain]) -> None:
    kinds = [layer.kind for chain in chains for layer in chain]
    blocks, convolutions = kinds.count("Bottleneck"), kinds.count("Conv2d")
    assert binomtest(blocks, blocks + convolutions, 0.5).pvalue > 1e-3


def test_nothing_but_a_head_follows_relu6(chains: list[LayerChain]) -> None:
    cut = [kinds for kinds in ([layer.kind for layer in chain] for chain in chains) if "ReLU6" in kinds]
    assert len(cut) > 50
    assert all(set(kinds[kinds.index("ReLU6") + 1 :]) <= {"Dropout", "Classifier"} for kinds in cut)
