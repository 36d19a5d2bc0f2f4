"""Weighted graphs by hand, and identities that hold for all of them."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from itertools import pairwise
from operator import add

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.errors import UsageError
from lcmnas_core.graphs.weighted_graph import END, START, Event, Value, WeightedGraph

CONV = ("Conv2d", (("out_channels", 8), ("kernel_size", 3)))
WIDE = ("Conv2d", (("out_channels", 8), ("kernel_size", (1, 7))))
RELU = ("ReLU", ())
EMPTY = WeightedGraph({}, {})

EVENTS = (
    *(CONV, WIDE, RELU, ("Conv2d", (("out_channels", 16), ("kernel_size", 3), ("stride", 2)))),
    *(("Dropout", (("p", 0.5),)), ("Dropout", (("p", 0.2),)), ("Linear", (("out_features", 8),))),
)
events = st.lists(st.sampled_from(EVENTS), max_size=12)
walks = st.lists(events, min_size=1, max_size=4)


def test_counts_by_hand() -> None:
    graph = WeightedGraph.of([CONV, RELU, WIDE, RELU, CONV])
    assert graph.edges == {
        START: {"Conv2d": 1},
        "Conv2d": {"ReLU": 2, END: 1},
        "ReLU": {"Conv2d": 2},
    }
    assert graph.properties == {"Conv2d": {"out_channels": {8: 3}, "kernel_size": {3: 2, (1, 7): 1}}}
    assert graph.vertices == {START: 1, "Conv2d": 3, "ReLU": 2}
    assert graph.probabilities("Conv2d") == {"ReLU": 2 / 3, END: 1 / 3}


def test_no_layer_leads_from_start_to_end() -> None:
    assert WeightedGraph.of([]) == WeightedGraph({START: {END: 1}}, {})


def test_the_probabilities_of_a_missing_vertex_name_those_there_are() -> None:
    with pytest.raises(UsageError, match="no vertex 'ELU'; it has START, ReLU"):
        WeightedGraph.of([RELU]).probabilities("ELU")


@settings(max_examples=50, deadline=None)
@given(events)
def test_edges_are_counted_pairs(walk: list[Event]) -> None:
    kinds = [START, *(kind for kind, _ in walk), END]
    pairs = Counter(pairwise(kinds))
    graph = WeightedGraph.of(walk)
    assert {(one, two): n for one, row in graph.edges.items() for two, n in row.items()} == pairs


@settings(max_examples=50, deadline=None)
@given(walks)
def test_row_sums_count_events_and_as_many_edges_enter_as_leave(several: list[list[Event]]) -> None:
    graph = reduce(add, map(WeightedGraph.of, several))
    ran = Counter(kind for walk in several for kind, _ in walk)
    assert graph.vertices == {**ran, START: len(several)}
    entered: Counter[str] = Counter()
    for row in graph.edges.values():
        entered.update(row)
    assert entered == {**ran, END: len(several)}


@settings(max_examples=50, deadline=None)
@given(walks)
def test_each_setting_is_counted_once_for_each_layer_that_has_it(several: list[list[Event]]) -> None:
    graph = reduce(add, map(WeightedGraph.of, several))
    for kind, named in graph.properties.items():
        for name, counts in named.items():
            carriers = [dict(s)[name] for walk in several for k, s in walk if k == kind and name in dict(s)]
            assert counts == Counter(carriers)


@settings(max_examples=50, deadline=None)
@given(walks)
def test_probabilities_sum_to_one(several: list[list[Event]]) -> None:
    graph = reduce(add, map(WeightedGraph.of, several))
    for kind in graph.edges:
        assert kind in graph
        assert sum(graph.probabilities(kind).values()) == pytest.approx(1)


@settings(max_examples=50, deadline=None)
@given(events, events, events)
def test_union_is_a_commutative_monoid(one: list[Event], two: list[Event], three: list[Event]) -> None:
    a, b, c = map(WeightedGraph.of, (one, two, three))
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + EMPTY == a == EMPTY + a


def counted(graph: WeightedGraph) -> dict[tuple[str, str, Value], int]:
    return {
        (kind, name, value): count
        for kind, named in graph.properties.items()
        for name, counts in named.items()
        for value, count in counts.items()
    }


@settings(max_examples=50, deadline=None)
@given(walks)
def test_networkx_holds_the_whole_graph(several: list[list[Event]]) -> None:
    graph = reduce(add, map(WeightedGraph.of, several))
    drawn = graph.to_networkx()
    edges = {kind: {} for kind in graph.edges} | {
        kind: {following: drawn.edges[kind, following]["count"] for following in drawn[kind]}
        for kind in drawn
        if kind != END
    }
    properties = {kind: drawn.nodes[kind]["properties"] for kind in drawn if kind != END}
    assert WeightedGraph(edges, {kind: named for kind, named in properties.items() if named}) == graph
    assert {kind: drawn.nodes[kind]["count"] for kind in drawn if kind != END} == graph.vertices
    for kind, following, probability in drawn.edges(data="probability"):
        assert probability == graph.probabilities(kind)[following]
    assert networkx.has_path(drawn, START, END)
