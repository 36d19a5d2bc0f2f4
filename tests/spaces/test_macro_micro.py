from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from lcmnas_core.architectures.macro_chain import MacroChain
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces import SPACES
from lcmnas_core.spaces.macro_micro import EXAMPLE, MACRO_MICRO

chains = st.integers(0, 2**32).map(lambda seed: MACRO_MICRO.sample(np.random.default_rng(seed)))
TEN = MacroChain.separable(10, 46)


def test_the_example_of_the_error_is_right() -> None:
    expected = MacroChain(46, (1, 0, 1, 0, 0, 0, 0, 0, 0, 0), (3, 3, 3, 3, 5, 3, 3, 3, 3, 3))
    assert MACRO_MICRO.parse(EXAMPLE) == expected
    assert MACRO_MICRO.format(expected) == EXAMPLE


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "malformed architecture ''"),
        ("C46-1010000000", "malformed"),
        ("46-1010000000-3333533333", "malformed"),
        ("C046-1010000000-3333533333", "malformed"),
        ("C46-1010000000-333353333", "malformed"),
        ("C46-2010000000-3333533333", "malformed"),
        ("C46-1010000000-3333733333", "malformed"),
        ("C46-101000000-333353333", "it has 9 layers, not 10 to 100"),
        (f"C46-{'0' * 101}-{'3' * 101}", "it has 101 layers, not 10 to 100"),
        ("C130-1010000000-3333533333", "its width is 130, not 1 to 128"),
    ],
)
def test_strings_outside_the_space_are_refused_in_one_line(text: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint) as caught:
        MACRO_MICRO.parse(text)
    assert "\n" not in str(caught.value)


def test_bounds_are_inclusive_and_trimmed_widths_are_of_the_space() -> None:
    assert all(MacroChain.separable(depth, 16) in MACRO_MICRO for depth in (10, 100))
    assert all(MacroChain.separable(depth, 16) not in MACRO_MICRO for depth in (9, 101))
    assert all(MacroChain.separable(10, width) in MACRO_MICRO for width in (1, 15, 43, 128))
    assert all(MacroChain.separable(10, width) not in MACRO_MICRO for width in (-2, 0, 129))
    assert MacroChain(46, (0,) * 10, (3,) * 9 + (7,)) not in MACRO_MICRO
    assert MacroChain(46, (0,) * 9 + (2,), (3,) * 10) not in MACRO_MICRO


def test_depth_width_and_layers_are_drawn_uniformly() -> None:
    rng = np.random.default_rng(5)
    drawn = [MACRO_MICRO.sample(rng) for _ in range(1_500)]
    depths = np.bincount([each.depth for each in drawn], minlength=101)
    widths = np.bincount([each.width for each in drawn], minlength=129)
    layers = Counter(layer for each in drawn for layer in each.layers)
    assert depths[10:].sum() == widths[16::2].sum() == 1_500
    assert set(layers) == {(0, 3), (0, 5), (1, 3), (1, 5)}
    for counts in (depths[10:], widths[16::2], list(layers.values())):
        assert chisquare(counts).pvalue > 1e-4


@settings(deadline=None, max_examples=30)
@given(chains, st.integers(0, 2**32))
def test_a_mutation_is_one_edit_inside_the_space(chain: MacroChain, seed: int) -> None:
    mutated = MACRO_MICRO.mutate(chain, np.random.default_rng(seed))
    assert mutated in MACRO_MICRO
    assert mutated.width in range(16, 130, 2)
    assert MACRO_MICRO.distance(chain, mutated) == 1


def test_mutations_change_depth_width_or_one_layer_and_stop_at_the_bounds() -> None:
    rng = np.random.default_rng(2)
    for chain, depths, widths in (
        (MacroChain.separable(50, 46), {49, 50, 51}, {44, 46, 48}),
        (MacroChain.separable(10, 16), {10, 11}, {16, 18}),
        (MacroChain.separable(100, 128), {99, 100}, {126, 128}),
        # Trimmed below what macro search asks about: no step of width leads back to it.
        (MacroChain.separable(10, 13), {10, 11}, {13}),
    ):
        mutants = [MACRO_MICRO.mutate(chain, rng) for _ in range(60)]
        assert {each.depth for each in mutants} == depths
        assert {each.width for each in mutants} == widths
        relayered = [each for each in mutants if (each.depth, each.width) == (chain.depth, chain.width)]
        assert {sum(layer != (0, 3) for layer in each.layers) for each in relayered} == {1}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (TEN, 0),
        (replace(TEN, width=48), 1),
        # A part of a step of two channels counts as one.
        (replace(TEN, width=43), 2),
        (replace(TEN, width=42), 2),
        # A full 5x5 layer is added, and the width takes ten steps.
        (MacroChain(66, (0,) * 4 + (1,) + (0,) * 6, (3,) * 4 + (5,) + (3,) * 6), 1 + 10),
        # Operation and kernel of one layer are one replacement, of two layers two.
        (MacroChain(46, (0,) * 4 + (1,) + (0,) * 5, (3,) * 4 + (5,) + (3,) * 5), 1),
        (MacroChain(46, (0,) * 9 + (1,), (5,) + (3,) * 9), 2),
    ],
)
def test_distances_by_hand(other: MacroChain, expected: int) -> None:
    assert MACRO_MICRO.distance(TEN, other) == MACRO_MICRO.distance(other, TEN) == expected


def test_it_is_registered() -> None:
    assert SPACES["macro_micro"] is MACRO_MICRO
