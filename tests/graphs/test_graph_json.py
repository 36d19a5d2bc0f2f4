"""JSON of weighted graphs: exact, and safe to read from anyone."""

from __future__ import annotations

import json
from functools import reduce
from operator import add

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.errors import UsageError
from lcmnas_core.graphs.graph_json import graph_from_json, graph_to_json
from lcmnas_core.graphs.weighted_graph import END, START, WeightedGraph
from tests.graphs.test_weighted_graph import CONV, RELU, WIDE, walks

WRITTEN = (
    '{"edges": {"START": {"Conv2d": 1}, "Conv2d": {"Conv2d": 1, "END": 1}}, "properties": '
    '{"Conv2d": {"out_channels": [[8, 2]], "kernel_size": [[3, 1], [[1, 7], 1]]}}}'
)


def test_a_graph_by_hand() -> None:
    graph = WeightedGraph.of([CONV, WIDE])
    assert graph_to_json(graph) == WRITTEN
    assert graph_from_json(WRITTEN) == graph


@settings(max_examples=50, deadline=None)
@given(walks)
def test_json_gives_the_graph_back(several: list) -> None:
    graph = reduce(add, map(WeightedGraph.of, several))
    text = graph_to_json(graph)
    read = graph_from_json(text)
    assert read == graph
    # order and types too: 1 is not 1.0
    assert graph_to_json(read) == text
    assert "\n" not in text


def test_whole_numbers_and_fractions_stay_apart() -> None:
    graph = WeightedGraph.of([("Dropout", (("p", 1.0),)), ("Dropout", (("p", 0.1 + 0.2),)), RELU])
    values = [*graph_from_json(graph_to_json(graph)).properties["Dropout"]["p"]]
    assert values == [1.0, 0.1 + 0.2]
    assert all(isinstance(value, float) for value in values)


CHAIN = {START: {"a": 1}, "a": {END: 1}}


@pytest.mark.parametrize(
    ("edges", "properties", "said"),
    [
        ({START: {"a": 0}, "a": {END: 1}}, {}, "'edges.START.a': Input should be greater than 0"),
        ({START: {"a": 1.5}, "a": {END: 1}}, {}, "'edges.START.a': Input should be a valid integer"),
        ({START: {"a": True}, "a": {END: 1}}, {}, "'edges.START.a': Input should be a valid integer"),
        ({START: {"a": 1}}, {}, "no edge leaves 'a'"),
        ({START: {"a": 1}, "a": {}}, {}, "no edge leaves 'a'"),
        ({"a": {END: 1}}, {}, "no edge leaves 'START'"),
        ({}, {}, "no edge leaves 'START'"),
        ({START: {"a": 1}, "a": {START: 1, END: 1}}, {}, "an edge enters START or leaves END"),
        ({**CHAIN, END: {"a": 1}}, {}, "an edge enters START or leaves END"),
        (CHAIN, {"a": {"p": [[1, 1], [1.0, 1]]}}, "a value of 'a' 'p' stands twice"),
        (CHAIN, {"a": {"p": [["1", 1]]}}, "'properties.a.p.0.0"),
        (CHAIN, {"a": {"p": [[[1, 2, 3], 1]]}}, "'properties.a.p.0.0"),
        (CHAIN, {"a": {"p": [[float("inf"), 1]]}}, "'properties.a.p.0.0"),
        (CHAIN, {"a": {"p": {"1": 1}}}, "'properties.a.p'"),
        (CHAIN, None, "'properties'"),
    ],
)
def test_what_is_no_graph_is_named(edges: object, properties: object, said: str) -> None:
    with pytest.raises(UsageError, match="not the JSON of a weighted graph") as raised:
        graph_from_json(json.dumps({"edges": edges, "properties": properties}))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("text", ["", "[", "null", "[]", '{"edges": {}}', "{" * 100_000])
def test_other_text_is_named(text: str) -> None:
    with pytest.raises(UsageError, match="not the JSON of a weighted graph"):
        graph_from_json(text)


@settings(max_examples=50, deadline=None)
@given(st.text(), st.integers(0, len(WRITTEN)))
def test_damage_is_named_or_leaves_a_graph(inserted: str, place: int) -> None:
    try:
        read = graph_from_json(WRITTEN[:place] + inserted + WRITTEN[place + 1 :])
    except UsageError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert graph_from_json(graph_to_json(read)) == read
