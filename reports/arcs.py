"""A weighted directed graph as vertices on a line and edges as arcs: forwards above it, backwards below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lcmnas_core.graphs.weighted_graph import END, START, WeightedGraph

from .vertex_order import Edge, order

PITCH, WIDTH, HEIGHT = 106, 86, 40
"""Pixels from vertex to vertex; width and height of one."""

_RISE, _RISE_PER_STEP, _LOOP, _MARGIN = 26, 25, 34, 22
_THINNEST, _THICKEST = 1.0, 4.0
_ONE_LINE = 10


@dataclass(frozen=True)
class Vertex:
    """A layer kind: the left end of its box, its name in one or two lines, how often it ran."""

    name: str
    lines: tuple[str, ...]
    x: int
    count: int

    @property
    def virtual(self) -> bool:
        """Whether no layer stands behind it."""
        return self.name in (START, END)


@dataclass(frozen=True)
class Arc:
    """An edge: an SVG path, where its probability is written, how thick it is."""

    source: str
    target: str
    way: Literal["forward", "back", "loop"]
    count: int
    out_of: int
    probability: float
    path: str
    label: tuple[float, float]
    thickness: float


@dataclass(frozen=True)
class Drawing:
    """A graph in `width` x `height` pixels; boxes begin at `top`, `box` is their width and height."""

    vertices: tuple[Vertex, ...]
    arcs: tuple[Arc, ...]
    width: int
    height: int
    top: int
    box: tuple[int, int] = (WIDTH, HEIGHT)


def drawing(graph: WeightedGraph) -> Drawing:
    """Boxes on a line and an arc for each edge; arcs that share a box part there without crossing."""
    names = order(graph)
    place = {name: number for number, name in enumerate(names)}
    counts = graph.vertices
    arrived = sum(following.get(END, 0) for following in graph.edges.values())
    vertices = tuple(
        Vertex(name, _lines(name), _MARGIN + PITCH * number, arrived if name == END else counts.get(name, 0))
        for name, number in place.items()
    )
    edges = [(one, other) for one in names if one in graph.edges for other in graph.edges[one]]
    above = max((place[b] - place[a] for a, b in edges if place[b] > place[a]), default=0)
    below = max((place[a] - place[b] for a, b in edges if place[b] < place[a]), default=0)
    top = _MARGIN + _rise(above)
    ends = _ends(edges, place)
    arcs = tuple(_arc(graph, edge, place, ends, top) for edge in edges)
    width = 2 * _MARGIN + PITCH * (len(names) - 1) + WIDTH
    return Drawing(vertices, arcs, width, top + HEIGHT + max(_rise(below), _LOOP) + _MARGIN, top)


def _rise(steps: int) -> int:
    return _RISE + _RISE_PER_STEP * steps if steps else 0


def _ends(edges: Sequence[Edge], place: Mapping[str, int]) -> dict[tuple[Edge, int], float]:
    """Where (x) the ends of arcs lie: on the side to which they go, longer arcs nearer the middle."""
    sides: dict[tuple[str, bool, bool], list[tuple[int, Edge, int]]] = defaultdict(list)
    for edge in edges:
        steps = place[edge[1]] - place[edge[0]]
        for end, to_right in ((0, steps > 0), (1, steps < 0)):
            if steps:
                sides[edge[end], steps > 0, to_right].append((abs(steps), edge, end))
    found = {}
    for (name, _, to_right), arcs in sides.items():
        middle = _MARGIN + PITCH * place[name] + WIDTH / 2
        gap = (WIDTH / 2 - 6) / len(arcs)
        for rank, (_, edge, end) in enumerate(sorted(arcs, reverse=True)):
            away = gap * (rank + 0.5)
            found[edge, end] = middle + (away if to_right else -away)
    return found


def _arc(
    graph: WeightedGraph,
    edge: Edge,
    place: Mapping[str, int],
    ends: Mapping[tuple[Edge, int], float],
    top: int,
) -> Arc:
    count, out_of = graph.edges[edge[0]][edge[1]], graph.vertices[edge[0]]
    probability = count / out_of
    thickness = _THINNEST + (_THICKEST - _THINNEST) * probability
    steps = place[edge[1]] - place[edge[0]]
    if not steps:
        x, bottom = _MARGIN + PITCH * place[edge[0]] + WIDTH / 2, top + HEIGHT
        reach = bottom + _LOOP
        path = f"M{x - 7:g} {bottom}C{x - 24:g} {reach} {x + 24:g} {reach} {x + 7:g} {bottom}"
        return Arc(*edge, "loop", count, out_of, probability, path, (x, bottom + 0.75 * _LOOP), thickness)
    start, end = ends[edge, 0], ends[edge, 1]
    base, sign = (top, -1) if steps > 0 else (top + HEIGHT, 1)
    rise = sign * _rise(abs(steps))
    bend = base + 4 * rise / 3
    path = f"M{start:g} {base}C{start:g} {bend:g} {end:g} {bend:g} {end:g} {base}"
    way: Literal["forward", "back"] = "forward" if steps > 0 else "back"
    return Arc(*edge, way, count, out_of, probability, path, ((start + end) / 2, base + rise), thickness)


def _lines(name: str) -> tuple[str, ...]:
    """A long name in two lines, parted before the capital nearest its middle."""
    capitals = [
        place for place in range(1, len(name)) if name[place].isupper() and not name[place - 1].isupper()
    ]
    if len(name) <= _ONE_LINE or not capitals:
        return (name,)
    middle = min(capitals, key=lambda place: abs(place - len(name) / 2))
    return name[:middle], name[middle:]
