"""Weighted directed graphs as one self-contained page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import add

from markupsafe import Markup

from lcmnas_core.errors import UsageError
from lcmnas_core.graphs.weighted_graph import WeightedGraph

from .arcs import drawing
from .blocks import Block, Contents
from .frame import Row
from .html import environment, page_of
from .property_bars import cards
from .section import Section
from .table import Column, Shown, Table
from .vertex_order import order
from .wording import count, several, share, slugs

_DATA = ("from", "to", "count", "probability")


def render_graphs(
    graphs: Mapping[str, WeightedGraph],
    *,
    title: str = "Weighted directed graphs",
    facts: Mapping[str, str] | None = None,
) -> str:
    """A page that draws each graph, and first their union where there are several; equal input, equal bytes.

    Vertices stand in a row, arcs above lead forwards, arcs below back; width and label give the transition
    probability, the title under the pointer its counts. Below, each vertex's hidden properties.

    Args:
        graphs: by the name of the network.
        title: heading of the page.
        facts: what else to say at the top, by name.

    Raises:
        UsageError: no graph is given.
    """
    if not graphs:
        raise UsageError("no graph to draw; name at least one network")
    shown = dict(graphs)
    if len(graphs) > 1:
        shown = {f"union of {len(graphs)}": reduce(add, graphs.values()), **graphs}
    keys = slugs(list(shown))
    blocks = tuple(
        Block(name, key, _sections(shown[name], name, f"-{key}" if len(shown) > 1 else ""))
        for name, key in keys.items()
    )
    headline = (("Networks", count(len(graphs))), *(facts or {}).items())
    parts = Contents(blocks, (), headline, ("graphs.css",))
    return page_of("graphs.html.j2", parts, title, legend="Network")


def _sections(graph: WeightedGraph, name: str, suffix: str) -> tuple[Section, ...]:
    macros = environment().get_template("graph.html.j2").module
    columns = (
        Column("from", "From", lambda row: Shown(str(row["from"])), "text"),
        Column("to", "To", lambda row: Shown(str(row["to"])), "text"),
        Column("count", "Count", lambda row: Shown(count(row["count"]))),
        Column("probability", "Probability", lambda row: Shown(share(row["probability"])), "percent"),
    )
    rows: tuple[Row, ...] = tuple(
        {"from": one, "to": other, "count": graph.edges[one][other], "probability": probability}
        for one in order(graph)
        if one in graph
        for other, probability in sorted(graph.probabilities(one).items(), key=lambda item: -item[1])
    )
    arcs: Markup = macros.graph_of(drawing(graph), name, f"graph{suffix}")  # type: ignore[attr-defined]
    bars: Markup = macros.properties_of(cards(graph))  # type: ignore[attr-defined]
    table = Table(f"transitions{suffix}", "Transitions", columns, rows, _DATA, folded=True)
    return (
        Section(
            f"graph{suffix}", "Transitions", _finding(graph), tables=(table,), markup=arcs, caveat=_CAVEAT
        ),
        Section(f"properties{suffix}", "Hidden properties", _PROPERTIES, markup=bars),
    )


_CAVEAT = (
    "Arcs above the row lead forwards, dashed arcs below it back, a loop to the same kind. Width and number: "
    "how often the kind at its beginning is followed by the kind at its end."
)
_PROPERTIES = (
    "How often each setting of a kind occurs, counted apart from its other settings and from its place."
)


def _finding(graph: WeightedGraph) -> str:
    layers = {kind: number for kind, number in graph.vertices.items() if kind != "START"}
    edges = sum(map(len, graph.edges.values()))
    return (
        f"{several(sum(layers.values()), 'layer')} of {several(len(layers), 'kind')}, "
        f"{several(edges, 'transition')} between them."
    )
