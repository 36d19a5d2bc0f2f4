from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.macro_chain import MacroChain
from lcmnas_core.spaces.macro_micro import MACRO_MICRO, PUBLISHED
from lcmnas_core.spaces.macro_micro_counts import steps

CIFAR10 = PUBLISHED
CIFAR100 = replace(PUBLISHED, classes=100)
GRAY = replace(PUBLISHED, input_shape=(1, 28, 28))
EMNIST = replace(GRAY, classes=47)


def refined(depth: int, width: int, full: Collection[int], wide: Collection[int]) -> MacroChain:
    """Full convolutions at the places of `full`, 5x5 kernels at those of `wide`."""
    return MacroChain(
        width,
        tuple(int(place in full) for place in range(depth)),
        tuple(5 if place in wide else 3 for place in range(depth)),
    )


@pytest.mark.parametrize(("depth", "params"), [(10, 309_450), (26, 781_962)])
def test_chains_of_the_published_search(depth: int, params: int) -> None:
    assert MACRO_MICRO.counts(MacroChain.separable(depth, 64), CIFAR10).params == params


@pytest.mark.parametrize(
    ("chain", "built", "millions"),
    [
        (refined(26, 46, {0, 2}, {13, 17}), CIFAR10, 0.466312),
        # The search had found a 5x5 kernel at 10; the network that was trained has none.
        (refined(21, 102, {0, 1, 5, 8, 13}, ()), CIFAR10, 2.490),
        (refined(21, 56, (), {3}), CIFAR100, 0.489),
        (refined(21, 118, {1, 12}, {7}), CIFAR100, 2.593),
        (refined(18, 54, {1, 5, 9}, {8}), GRAY, 0.508),
        (refined(16, 120, {1, 2, 4, 8, 11, 15}, {6, 12}), GRAY, 6.160),
        (refined(18, 50, {2, 10}, {17}), GRAY, 0.420),
        (refined(24, 120, {0, 1}, ()), GRAY, 2.711),
        (refined(17, 50, {1, 4, 5}, {11, 13}), EMNIST, 0.406),
        (refined(21, 106, {0, 3, 10}, ()), EMNIST, 2.253),
    ],
)
def test_networks_that_were_found_count_as_in_the_logs(
    chain: MacroChain, built: BuildSettings, millions: float
) -> None:
    digits = len(str(millions).partition(".")[2])
    assert round(MACRO_MICRO.counts(chain, built).params / 1e6, digits) == millions


def test_places_widths_and_sides_by_hand() -> None:
    # L = 11: stages begin at 3 and 7. 9x12 -> 5x6 -> 3x3.
    chain = refined(11, 16, {0}, {10})
    found = list(steps(chain, BuildSettings(input_shape=(1, 9, 12))))
    assert [step.stride for step in found] == [1, 1, 1, 2, 1, 1, 1, 2, 1, 1, 1]
    assert [step.inputs for step in found] == [32, 16, 16, 16, 32, 32, 32, 32, 64, 64, 64]
    assert [step.outputs for step in found] == [16] * 3 + [32] * 4 + [64] * 4
    assert [step.leaving for step in found] == [(9, 12)] * 3 + [(5, 6)] * 4 + [(3, 3)] * 4
    assert [step.is_separable for step in found] == [False] + [True] * 10
    assert [step.kernel for step in found] == [3] * 10 + [5]


def test_one_layer_of_each_kind_by_hand() -> None:
    plain = MacroChain.separable(10, 16)
    # Layer 1 at 32x32, 16 -> 16: 9 * 16 + 16 * 16 weights become 9 * 16 * 16, two layers become one.
    weights = 9 * 256 - (9 * 16 + 256)
    full = MACRO_MICRO.counts(refined(10, 16, {1}, ()), CIFAR10) - MACRO_MICRO.counts(plain, CIFAR10)
    assert full == Counts(weights, weights * 1_024, -1, -1)
    # Layer 6 halves 16x16 and reads 32 channels with one kernel each.
    wide = MACRO_MICRO.counts(refined(10, 16, (), {6}), CIFAR10) - MACRO_MICRO.counts(plain, CIFAR10)
    assert wide == Counts(16 * 32, 16 * 32 * 64)


def test_the_width_factor_scales_every_stage() -> None:
    halved = replace(CIFAR10, width_factor=0.5)
    chain = refined(12, 40, {2}, {5})
    assert MACRO_MICRO.counts(chain, halved) == MACRO_MICRO.counts(replace(chain, width=20), CIFAR10)
    assert next(steps(chain, replace(CIFAR10, width_factor=0.001))).outputs == 1
