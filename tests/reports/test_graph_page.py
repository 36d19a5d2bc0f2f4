from __future__ import annotations

import re

import pytest

from lcmnas_core.errors import UsageError
from lcmnas_core.graphs.weighted_graph import WeightedGraph
from reports import render_graphs
from reports.property_bars import Bar, cards

ONE = WeightedGraph.of(
    [
        ("Conv2d", (("out_channels", 64), ("kernel_size", 3))),
        ("ReLU", ()),
        ("Conv2d", (("out_channels", 16), ("kernel_size", (1, 7)))),
        ("Conv2d", (("out_channels", 64), ("kernel_size", 3))),
    ]
)
OTHER = WeightedGraph.of([("Conv2d", (("out_channels", 8), ("kernel_size", 3))), ("Dropout", (("p", 0.5),))])


def test_bars_go_from_the_smallest_value_and_the_longest_is_whole():
    (conv,) = cards(ONE)
    assert (conv.vertex, conv.count) == ("Conv2d", 3)
    assert conv.properties[0].bars == (Bar("16", 1, 1 / 3, 50.0), Bar("64", 2, 2 / 3, 100.0))
    assert [bar.value for bar in conv.properties[1].bars] == ["1×7", "3"]


def test_several_graphs_are_drawn_after_their_union():
    page = render_graphs({"one": ONE, "other": OTHER})
    assert re.findall(r'class="population" data-population="(.*?)"', page) == ["union-of-2", "one", "other"]
    # Conv2d: twice to Conv2d or ReLU of 3 in the first, to Dropout once in the second
    assert "<title>Conv2d → Dropout: 1 of 4 (25%)</title>" in page
    assert "<title>Conv2d → Conv2d: 1 of 3 (33%)</title>" in page
    # START to Conv2d; Conv2d to ReLU, Conv2d, Dropout, END; ReLU to Conv2d; Dropout to END
    assert "6 layers of 3 kinds, 7 transitions between them." in page


def test_one_graph_stands_alone():
    page = render_graphs({"one": ONE}, title="Of one", facts={"Variant": "paper"})
    assert "union" not in page
    assert '<fieldset class="populations' not in page
    assert "<h1>Of one</h1>" in page
    assert "<dt>Variant</dt><dd>paper</dd>" in page


def test_nothing_to_draw_is_said():
    with pytest.raises(UsageError, match="no graph to draw"):
        render_graphs({})
