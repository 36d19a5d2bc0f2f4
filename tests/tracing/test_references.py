"""The traces that ship: the published totals, and what is read where."""

from __future__ import annotations

import subprocess
import sys
from functools import reduce
from operator import add

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.architectures.layer_chain import parse_chain
from lcmnas_core.errors import StoreError
from lcmnas_core.graphs.weighted_graph import END, START, WeightedGraph
from lcmnas_core.tracing.references import (
    REFERENCES,
    SHIPPED,
    ReferenceTraces,
    reference_traces,
    shipped_traces,
)
from lcmnas_core.tracing.variants import VARIANTS, graph_of

PUBLISHED_EDGES = {
    START: {"Conv2d": 34},
    "Conv2d": {"BatchNorm2d": 1908, "ReLU": 104, "AvgPool2d": 12},
    "BatchNorm2d": {
        "ReLU": 1631, "Conv2d": 238, "ReLU6": 35, "MaxPool2d": 13, "Linear": 6, "AdaptiveAvgPool2d": 1,
    },
    "ReLU": {"Conv2d": 1648, "MaxPool2d": 66, "Dropout": 23, "AdaptiveAvgPool2d": 11, "Linear": 5},
    "ReLU6": {"Conv2d": 34, "Dropout": 1},
    "MaxPool2d": {"Conv2d": 66, "AdaptiveAvgPool2d": 9, "BatchNorm2d": 4},
    "AvgPool2d": {"BatchNorm2d": 12},
    "AdaptiveAvgPool2d": {"Linear": 17, "Dropout": 2, END: 2},
    "Dropout": {"Linear": 24, "Conv2d": 2},
    "Linear": {END: 32, "ReLU": 18, "Linear": 2, "Conv2d": 2},
}  # fmt: skip
"""Summed over the 34 published graphs."""


def published_edges_today() -> dict[str, dict[str, int]]:
    # GoogLeNet's two auxiliary heads were Linear, F.dropout, Linear and are Linear, Dropout(0.7), Linear now
    edges = {kind: dict(row) for kind, row in PUBLISHED_EDGES.items()}
    del edges["Linear"]["Linear"]
    edges["Linear"]["Dropout"] = 2
    edges["Dropout"]["Linear"] = 26
    return edges


@pytest.fixture(scope="module")
def graphs() -> dict[str, WeightedGraph]:
    return {name: graph_of(chain, "paper") for name, chain in reference_traces().items()}


@pytest.fixture(scope="module")
def union(graphs: dict[str, WeightedGraph]) -> WeightedGraph:
    return reduce(add, graphs.values())


def test_the_34_published_networks_are_there() -> None:
    assert tuple(reference_traces()) == REFERENCES
    assert len(set(REFERENCES)) == 34


def test_edges_of_the_union_are_the_published_ones(union: WeightedGraph) -> None:
    assert union.edges == published_edges_today()


def test_each_vertex_belongs_to_the_published_number_of_networks(graphs: dict[str, WeightedGraph]) -> None:
    owners = {kind: sum(kind in graph for graph in graphs.values()) for kind in PUBLISHED_EDGES}
    assert owners == {
        **{"ReLU6": 1, "AvgPool2d": 4, "Dropout": 17, "AdaptiveAvgPool2d": 21, "BatchNorm2d": 27},
        **{"MaxPool2d": 29, "ReLU": 32, "Linear": 32, START: 34, "Conv2d": 34},
    }


def test_values_of_hidden_properties_are_the_published_ones(union: WeightedGraph) -> None:
    values = {
        kind: {name: set(counts) for name, counts in settings.items()}
        for kind, settings in union.properties.items()
    }
    widths = values["Conv2d"].pop("out_channels")
    assert (len(widths), min(widths), max(widths)) == (55, 8, 2048)
    assert values == {
        "Conv2d": {"kernel_size": {1, 3, 5, 7, 11}},
        "MaxPool2d": {"kernel_size": {2, 3}},
        "AvgPool2d": {"kernel_size": {2}},
        # 0.7 in GoogLeNet's auxiliary heads, which were functions
        "Dropout": {"p": {0.2, 0.5, 0.7}},
        "Linear": {"out_features": {1000, 1024, 4096}},
        "AdaptiveAvgPool2d": {"output_size": {1, 6, 7}},
    }


def test_resnet18_by_hand(graphs: dict[str, WeightedGraph]) -> None:
    # 20 convolutions, each with a batch norm; the stem's, the 8 blocks' first and last: 17 ReLUs;
    # 3 blocks end in the batch norm of their shortcut, whose convolution follows that of the block
    assert graphs["resnet18"].edges == {
        START: {"Conv2d": 1},
        "Conv2d": {"BatchNorm2d": 20},
        "BatchNorm2d": {"ReLU": 17, "Conv2d": 3},
        "ReLU": {"Conv2d": 15, "MaxPool2d": 1, "AdaptiveAvgPool2d": 1},
        "MaxPool2d": {"Conv2d": 1},
        "AdaptiveAvgPool2d": {"Linear": 1},
        "Linear": {END: 1},
    }


def test_functions_leave_no_vertex(graphs: dict[str, WeightedGraph]) -> None:
    assert str(reference_traces()["densenet121"]).endswith("|BatchNorm2d|Linear(out_features=1000)")
    assert "ReLU" not in graphs["googlenet"]


@pytest.mark.parametrize(
    ("name", "joins"),
    [
        ("vgg19", {}),
        # 8 blocks: 3 with a shortcut that runs last (conv, batch norm), 5 over conv, bn, relu, conv, bn
        ("resnet18", {"Add": {2: 3, 5: 5}}),
        # 16 bottlenecks, 4 of them with a shortcut
        ("resnet50", {"Add": {2: 4, 8: 12}}),
        # 10 inverted residuals with equal widths: conv, bn, relu6, conv, bn, relu6, conv, bn
        ("mobilenet_v2", {"Add": {8: 10}}),
        # 8 fire modules: 1x1, relu | 3x3, relu
        ("squeezenet1_1", {"Concat": {2: 8}}),
        # 6 + 12 + 24 + 16 dense layers of 6
        ("densenet121", {"Concat": {6: 58}}),
        # 9 inceptions of four branches: pool, conv, bn | conv, bn, conv, bn | conv, bn, conv, bn | conv, bn
        ("googlenet", {"Concat": {3: 9, 8: 9, 13: 9}}),
        # 3 units that halve the map, 13 that pass half of the channels by
        ("shufflenet_v2_x1_0", {"Concat": {8: 16}}),
    ],
)
def test_joins_by_hand(name: str, joins: dict[str, dict[int, int]]) -> None:
    properties = graph_of(reference_traces()[name], "branched").properties
    assert {
        kind: dict(properties[kind]["distance"]) for kind in ("Add", "Concat") if kind in properties
    } == joins


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_walk_of_a_variant_leads_from_start_to_end(variant: str) -> None:
    for name, chain in reference_traces().items():
        graph = graph_of(chain, variant)
        entered = {following for row in graph.edges.values() for following in row}
        assert entered == {*graph.edges, END} - {START}, name


def test_every_distance_reaches_a_layer_or_the_image() -> None:
    for name, chain in reference_traces().items():
        for place, layer in enumerate(chain):
            distance = layer.get("distance")
            assert distance is None or 1 <= distance <= place, (name, place)


def test_the_file_is_what_its_own_content_is_written_as() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert shipped_traces().to_json() == text
    assert len(text) < 300_000
    assert len(text.splitlines()) == 34 + 2


def two_traces() -> ReferenceTraces:
    chain = parse_chain("Conv2d(out_channels=8,kernel_size=1x7)|Dropout(p=0.5)|Add(distance=2)")
    return ReferenceTraces("0.1", (1, 2, 3), {"one": chain, 'two"\n': parse_chain("ReLU")})


def test_json_gives_the_traces_back() -> None:
    for traces in (shipped_traces(), two_traces()):
        assert ReferenceTraces.from_json(traces.to_json()) == traces


@settings(max_examples=50, deadline=None)
@given(place=st.integers(0, 300), byte=st.characters(codec="ascii"))
def test_a_damaged_file_is_named_or_still_a_file_of_traces(place: int, byte: str) -> None:
    text = two_traces().to_json()
    at = place % len(text)
    try:
        read = ReferenceTraces.from_json(text[:at] + byte + text[at + 1 :])
    except StoreError as error:
        assert "write it anew" in str(error)
    else:
        assert ReferenceTraces.from_json(read.to_json()) == read


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"torchvision": "1", "input_shape": 3, "networks": {}}'])
def test_a_file_of_something_else_is_named(text: str) -> None:
    with pytest.raises(StoreError, match="not a file of reference traces"):
        ReferenceTraces.from_json(text)


def test_reading_loads_no_torch() -> None:
    script = (
        "import sys, lcmnas_core.tracing.references as r, lcmnas_core.tracing.variants as v\n"
        "v.graph_of(r.reference_traces()['alexnet'], 'paper')\n"
        "print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
