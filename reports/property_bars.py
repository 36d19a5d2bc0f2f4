"""Hidden properties of a graph's vertices as bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lcmnas_core.graphs.weighted_graph import Value, WeightedGraph

from .vertex_order import order


@dataclass(frozen=True)
class Bar:
    """One value: how often it occurs, its share, and its length in percent of the longest."""

    value: str
    count: int
    probability: float
    length: float


@dataclass(frozen=True)
class Property:
    """One setting of a layer kind, a bar for each of its values, smallest value first."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Card:
    """A layer kind, how often it ran, and its settings."""

    vertex: str
    count: int
    properties: tuple[Property, ...]


def cards(graph: WeightedGraph) -> list[Card]:
    """The kinds that have settings, in the order of the drawing."""
    return [
        Card(
            kind,
            graph.vertices[kind],
            tuple(Property(name, _bars(counts)) for name, counts in graph.properties[kind].items()),
        )
        for kind in order(graph)
        if graph.properties.get(kind)
    ]


def _bars(counts: Mapping[Value, int]) -> tuple[Bar, ...]:
    total, most = sum(counts.values()), max(counts.values())
    return tuple(
        Bar(_text(value), count, count / total, 100 * count / most)
        for value, count in sorted(counts.items(), key=lambda item: _sides(item[0]))
    )


def _sides(value: Value) -> tuple[float, ...]:
    return value if isinstance(value, tuple) else (value,)


def _text(value: Value) -> str:
    return "×".join(map(str, value)) if isinstance(value, tuple) else f"{value:g}"
