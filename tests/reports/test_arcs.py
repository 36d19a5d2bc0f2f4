from __future__ import annotations

import re
from itertools import combinations, pairwise, permutations

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.graphs.weighted_graph import END, START, WeightedGraph
from reports.arcs import HEIGHT, PITCH, WIDTH, Arc, drawing
from reports.vertex_order import order

walks = st.lists(st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=12), min_size=1, max_size=4)


def graph_of(walks: list[list[str]]) -> WeightedGraph:
    total = WeightedGraph({}, {})
    for walk in walks:
        total = total + WeightedGraph.of([(kind, ()) for kind in walk])
    return total


def backwards(graph: WeightedGraph, names: tuple[str, ...]) -> int:
    place = {name: number for number, name in enumerate(names)}
    return sum(
        count for one in graph.edges for other, count in graph.edges[one].items() if place[other] < place[one]
    )


@given(walks)
def test_the_order_begins_and_ends_right_and_holds_every_kind_once(walks):
    names = order(graph_of(walks))
    assert (names[0], names[-1]) == (START, END)
    assert sorted(names[1:-1]) == sorted({kind for walk in walks for kind in walk})


@given(st.permutations("ABCDE"), st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
def test_a_graph_without_cycles_has_no_arc_back(names, pairs):
    edges = {(names[min(pair)], names[max(pair)]) for pair in pairs if pair[0] != pair[1]}
    chosen = networkx.DiGraph(edges)
    counts: dict[str, dict[str, int]] = {START: dict.fromkeys(chosen.nodes, 1)}
    for one, other in chosen.edges:
        counts.setdefault(one, {})[other] = 1
    graph = WeightedGraph(counts, {})
    assert backwards(graph, tuple(order(graph))) == 0


@given(walks)
@settings(max_examples=40)
def test_at_most_half_of_what_is_between_kinds_runs_back(walks):
    graph = graph_of(walks)
    between = sum(
        count
        for one in graph.edges
        for other, count in graph.edges[one].items()
        if one not in (other, START) and other != END
    )
    # what the greedy rule guarantees; the best order of all is never beaten
    found = backwards(graph, tuple(order(graph)))
    kinds = order(graph)[1:-1]
    best = min(backwards(graph, (START, *each, END)) for each in permutations(kinds))
    assert best <= found <= between / 2


def test_ways_counts_and_probabilities():
    # A B A A C: START A, A B, B A, A A, A C, C END
    drawn = drawing(graph_of([list("ABAAC")]))
    ways = {(arc.source, arc.target): (arc.way, arc.count, arc.out_of) for arc in drawn.arcs}
    assert ways == {
        ("START", "A"): ("forward", 1, 1),
        ("A", "B"): ("forward", 1, 3),
        ("B", "A"): ("back", 1, 1),
        ("A", "A"): ("loop", 1, 3),
        ("A", "C"): ("forward", 1, 3),
        ("C", "END"): ("forward", 1, 1),
    }
    assert [(vertex.name, vertex.count) for vertex in drawn.vertices] == [
        ("START", 1),
        ("A", 3),
        ("B", 1),
        ("C", 1),
        ("END", 1),
    ]


def test_more_likely_arcs_are_thicker():
    drawn = drawing(graph_of([list("AAAB")]))
    loop, out = (arc for arc in drawn.arcs if arc.source == "A")
    assert loop.probability > out.probability
    assert loop.thickness > out.thickness


def ends(arc: Arc) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", arc.path)]
    return [(numbers[0], numbers[1]), (numbers[-2], numbers[-1])]


@given(walks)
def test_arcs_end_on_their_boxes_and_labels_keep_clear_of_each_other(walks):
    drawn = drawing(graph_of(walks))
    left = {vertex.name: vertex.x for vertex in drawn.vertices}
    for arc in drawn.arcs:
        for name, (x, y) in zip((arc.source, arc.target), ends(arc), strict=True):
            assert left[name] < x < left[name] + WIDTH
            assert y == (drawn.top if arc.way == "forward" else drawn.top + HEIGHT)
    for one, other in combinations([arc.label for arc in drawn.arcs], 2):
        # a label is some 34 by 12 pixels
        assert abs(one[0] - other[0]) >= 34 or abs(one[1] - other[1]) >= 12
    for x, y in (arc.label for arc in drawn.arcs):
        assert 0 < x < drawn.width
        assert 0 < y < drawn.height
    assert {second.x - first.x for first, second in pairwise(drawn.vertices)} == {PITCH}


def test_long_names_take_two_lines():
    drawn = drawing(WeightedGraph.of([("AdaptiveAvgPool2d", ()), ("ReLU6", ()), ("BatchNorm2d", ())]))
    assert [vertex.lines for vertex in drawn.vertices] == [
        ("START",),
        ("Adaptive", "AvgPool2d"),
        ("ReLU6",),
        ("Batch", "Norm2d"),
        ("END",),
    ]
