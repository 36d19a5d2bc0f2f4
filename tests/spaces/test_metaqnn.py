from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from lcmnas_core.architectures.plain_chain import PlainChain, PlainLayer
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces import SPACES
from lcmnas_core.spaces.metaqnn import EXAMPLE, METAQNN
from lcmnas_core.spaces.metaqnn_rules import VOCABULARY, Place, dropouts

C = PlainLayer("C", (64, 3, 1))
POOL = PlainLayer("P", (5, 3))
FC = PlainLayer("FC", (256,))
GAP = PlainLayer("GAP", (10,))

chains = st.integers(0, 2**32).map(lambda seed: METAQNN.sample(np.random.default_rng(seed)))


def test_the_strings_of_the_table_are_written_back(metaqnn_frame: pd.DataFrame) -> None:
    parsed = [METAQNN.parse(text) for text in metaqnn_frame["net"]]
    assert [METAQNN.format(chain) for chain in parsed] == metaqnn_frame["net"].tolist()
    assert len(set(parsed)) == 1_000


def test_what_is_written_is_read(metaqnn_frame: pd.DataFrame) -> None:
    assert METAQNN.parse("[C(64,1,1), P(3,2), D(1,1), C(512,5,1), GAP(10), SM(10)]") == PlainChain(
        (PlainLayer("C", (64, 1, 1)), PlainLayer("P", (3, 2)), PlainLayer("C", (512, 5, 1)), GAP)
    )
    depth = metaqnn_frame["depth"].tolist()
    assert [len(METAQNN.parse(text).layers) + 1 for text in metaqnn_frame["net"]] == depth


def test_the_example_of_the_error_is_right() -> None:
    assert METAQNN.format(METAQNN.parse(EXAMPLE)) == EXAMPLE


def test_spaces_and_leading_zeros_do_not_matter() -> None:
    assert METAQNN.parse(" C(064,3,1),P(2,2),  D(1,1),C(128,5,1),GAP(10),SM(10)") == METAQNN.parse(EXAMPLE)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "malformed layer ''"),
        ("[SM(10)]", "no layer before the classifier"),
        ("[C(64,3,1), SM(10", "malformed"),
        ("[C(64;3;1), SM(10)]", "malformed"),
        ("[C(٦٤,3,1), SM(10)]", "malformed"),
        ("[C(64,3,1)]", "no layer before the classifier"),
        ("[C(64,3,1), SM(100)]", "another end than '.*SM\\(10\\)\\]'"),
        ("[C(32,3,1), SM(10)]", "no layer C\\(32,3,1\\)"),
        ("[C(64,3,2), SM(10)]", "no layer C\\(64,3,2\\)"),
        ("[C(64,3), SM(10)]", "no layer C\\(64,3\\)"),
        ("[X(64), SM(10)]", "no layer X\\(64\\)"),
        ("[P(2,2), SM(10)]", "begins with P"),
        ("[C(64,3,1), SM(10), SM(10)]", "no layer SM"),
        ("[C(64,3,1), C(64,3,1), SM(10)]", "other dropouts .* D\\(1,1\\)"),
        ("[C(64,3,1), D(1,1), SM(10)]", "other dropouts"),
    ],
)
def test_strings_outside_the_space_are_refused_in_one_line(text: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint) as caught:
        METAQNN.parse(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("layers", "complaint"),
    [
        ((C, POOL, POOL), "P(5,3) follows P(5,3)"),
        ((C, GAP, C), "C(64,3,1) follows GAP(10)"),
        ((C, FC), "FC(256) reads a map of side 32"),
        # 32 -> 10 -> 2: nothing but the head fits a map of 2.
        ((C, POOL, C, POOL, PlainLayer("C", (64, 1, 1))), "C(64,1,1) reads a map of side 2"),
        # 32 -> 15 -> 7: 5x5 wants 8 pixels, 3x3 wants 4.
        ((C, PlainLayer("P", (3, 2)), C, PlainLayer("P", (3, 2)), PlainLayer("C", (64, 5, 1))), "side 7"),
        ((C, POOL, C, POOL, FC, PlainLayer("FC", (512,))), "FC(512) is wider than the FC(256)"),
        ((C, POOL, C, POOL, FC, FC, FC), "more than 2 fully connected"),
        ((C,) * 19, "more than 18 layers"),
    ],
)
def test_each_rule_is_named_where_it_is_broken(layers: tuple[PlainLayer, ...], complaint: str) -> None:
    assert PlainChain(layers) not in METAQNN
    assert PlainChain(layers[:-1]) in METAQNN
    with pytest.raises(UsageError) as caught:
        METAQNN.parse(METAQNN.format(PlainChain(layers)))
    assert complaint in str(caught.value)


def test_dropouts_by_hand() -> None:
    # 3 layers and the classifier are two pairs.
    assert dropouts(PlainChain((C, C, C))) == (None, (1, 2), None)
    # The classifier counts as another global average, and neither has a dropout: two pairs of the other four.
    assert dropouts(PlainChain((C, C, C, POOL, GAP))) == (None, (1, 2), None, (2, 2), None)
    # The classifier counts as a third FC: (4 + 3 - 3) / 2 + 3 = 5 are announced, 2 pairs and 2 FC are there.
    assert dropouts(PlainChain((C, POOL, C, POOL, FC, FC))) == (None, (1, 5), None, (2, 5), (3, 5), (4, 5))


@given(chains)
def test_dropouts_are_numbered_and_rise_to_one_half_at_most(chain: PlainChain) -> None:
    found = [each for each in dropouts(chain) if each]
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    assert all(number <= total for number, total in found)


def test_the_first_layer_is_any_convolution_alike_and_a_walk_may_end_behind_it() -> None:
    rng = np.random.default_rng(5)
    drawn = [METAQNN.sample(rng).layers for _ in range(1_700)]
    firsts = Counter(layers[0] for layers in drawn)
    assert len(firsts) == 12
    assert chisquare(list(firsts.values())).pvalue > 1e-3
    # Behind the first: 12 convolutions, 3 pools, GAP and the end; fully connected layers need 7 pixels.
    ended = sum(len(layers) == 1 for layers in drawn)
    assert chisquare([ended, 1_700 - ended], [100, 1_600]).pvalue > 1e-3


@given(chains, st.integers(0, 2**32))
def test_a_mutation_is_one_edit_inside_the_space(chain: PlainChain, seed: int) -> None:
    mutated = METAQNN.mutate(chain, np.random.default_rng(seed))
    assert mutated in METAQNN
    assert METAQNN.distance(chain, mutated) == 1


def test_mutations_replace_add_and_remove() -> None:
    chain = METAQNN.parse(EXAMPLE)
    rng = np.random.default_rng(1)
    lengths = Counter(len(METAQNN.mutate(chain, rng).layers) for _ in range(60))
    assert set(lengths) == {3, 4, 5}


@given(chains)
def test_what_may_follow_is_what_the_space_contains(chain: PlainChain) -> None:
    place = Place()
    for layer in chain.layers:
        place = place.after(layer)
    for layer in VOCABULARY:
        assert (place.refusal(layer) is None) == (PlainChain((*chain.layers, layer)) in METAQNN)


def test_it_is_registered() -> None:
    assert SPACES["metaqnn"] is METAQNN
