from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.metrics import InvalidScoresError
from lcmnas_core.metrics.single_edits import pockets, single_edits

CODES = st.sets(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=30).map(lambda rows: sorted(rows))


def near(one, other) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def test_a_complete_space_by_hand():
    # Two places of 2 and 3 choices: each has 1 + 2 neighbours. 00, 01, 02, 10, 11, 12 are places 0 to 5.
    edits = single_edits(list(itertools.product(range(2), range(3))))
    assert edits.starts.tolist() == [0, 3, 6, 9, 12, 15, 18]
    assert edits.of(0).tolist() == [1, 2, 3]
    assert edits.of(4).tolist() == [1, 3, 5]


@given(CODES)
def test_neighbours_are_those_of_the_obvious_search(rows):
    edits = single_edits(rows)
    for place, row in enumerate(rows):
        assert edits.of(place).tolist() == [n for n, other in enumerate(rows) if near(row, other)]


@settings(max_examples=40)
@given(CODES)
def test_pockets_are_connected_components(rows):
    graph = nx.Graph()
    graph.add_nodes_from(rows)
    graph.add_edges_from((a, b) for a, b in itertools.combinations(rows, 2) if near(a, b))
    labels = pockets(rows)
    found = {frozenset(rows[i] for i in np.flatnonzero(labels == each)) for each in set(labels.tolist())}
    assert found == set(map(frozenset, nx.connected_components(graph)))


def test_codes_may_be_any_integers_and_long():
    # 100 places would overflow any number that counts all combinations.
    rows = np.zeros((3, 100), int)
    rows[1, 40], rows[2, 40], rows[2, 99] = -(10**12), 7, 1
    edits = single_edits(rows)
    assert [edits.of(place).tolist() for place in range(3)] == [[1], [0], []]


def test_a_step_goes_to_each_neighbour_equally_often_and_who_has_none_stays():
    edits = single_edits([[0, 0], [0, 1], [0, 2], [5, 5]])
    rng = np.random.default_rng(0)
    steps = edits.step(np.zeros(4000, int), rng)
    # Of 4,000 fair steps to two neighbours the share has a standard error of .008.
    assert set(steps.tolist()) == {1, 2} and np.mean(steps == 1) == pytest.approx(0.5, abs=0.032)
    assert edits.step(np.array([3, 3]), rng).tolist() == [3, 3]


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ([[0, 1], [0, 1]], "2 rows of codes, 1 of them distinct"),
        ([[0.5, 1.0]], "codes are float64"),
        ([1, 2], r"of shape \(2,\)"),
    ],
)
def test_what_codes_are_refused(codes, message):
    with pytest.raises(InvalidScoresError, match=message):
        single_edits(codes)
