"""Weighted directed graphs over layer kinds, with the hidden properties of their vertices (LCMNAS)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lcmnas_core.errors import UsageError

if TYPE_CHECKING:
    import networkx

START, END = "START", "END"
"""The virtual vertices before the first layer and after the last."""

Value = int | float | tuple[int, int]
Event = tuple[str, tuple[tuple[str, Value], ...]]
"""A layer that ran: its kind, and (name, value) of each setting."""

Counts = Mapping[str, int]
Edges = Mapping[str, Counts]
Properties = Mapping[str, Mapping[str, Mapping[Value, int]]]


@dataclass(frozen=True)
class WeightedGraph:
    """A first-order Markov chain over layer kinds.

    Attributes:
        edges: `edges[a][b]` is how often b ran directly after a; `START` and `END` included.
        properties: `properties[a][name][value]` is how often a vertex a had that setting, counted apart
            from its other settings and from its place.
    """

    edges: Edges
    properties: Properties

    @classmethod
    def of(cls, events: Iterable[Event]) -> WeightedGraph:
        """The graph of layers in the order in which they ran."""
        edges: dict[str, Counter[str]] = {}
        properties: dict[str, dict[str, Counter[Value]]] = {}
        previous = START
        for kind, settings in events:
            edges.setdefault(previous, Counter())[kind] += 1
            for name, value in settings:
                properties.setdefault(kind, {}).setdefault(name, Counter())[value] += 1
            previous = kind
        edges.setdefault(previous, Counter())[END] += 1
        return cls(edges, properties)

    @property
    def vertices(self) -> dict[str, int]:
        """How often each kind ran: the row sum of its edges, `START` included."""
        return {kind: sum(following.values()) for kind, following in self.edges.items()}

    def __contains__(self, kind: object) -> bool:
        return kind in self.edges

    def __add__(self, other: WeightedGraph) -> WeightedGraph:
        """The union of two graphs, counts added."""
        edges = {
            kind: Counter(self.edges.get(kind, {})) + Counter(other.edges.get(kind, {}))
            for kind in dict.fromkeys([*self.edges, *other.edges])
        }
        properties = {
            kind: _summed(self.properties.get(kind, {}), other.properties.get(kind, {}))
            for kind in dict.fromkeys([*self.properties, *other.properties])
        }
        return WeightedGraph(edges, properties)

    def probabilities(self, kind: str) -> dict[str, float]:
        """Transition probabilities from `kind`: counts over their sum.

        Raises:
            UsageError: the graph has no such vertex.
        """
        if kind not in self.edges:
            raise UsageError(f"the graph has no vertex {kind!r}; it has {', '.join(self.edges)}")
        total = sum(self.edges[kind].values())
        return {following: count / total for following, count in self.edges[kind].items()}

    def to_networkx(self) -> networkx.DiGraph[str]:
        """A `networkx.DiGraph`: edges with `count` and `probability`, vertices with `count`, `properties`."""
        import networkx

        graph: networkx.DiGraph[str] = networkx.DiGraph()
        for kind, count in self.vertices.items():
            graph.add_node(kind, count=count, properties=dict(self.properties.get(kind, {})))
        for kind in self.edges:
            for following, probability in self.probabilities(kind).items():
                graph.add_edge(kind, following, count=self.edges[kind][following], probability=probability)
        return graph


def _summed(
    one: Mapping[str, Mapping[Value, int]], other: Mapping[str, Mapping[Value, int]]
) -> dict[str, Counter[Value]]:
    return {
        name: Counter(one.get(name, {})) + Counter(other.get(name, {}))
        for name in dict.fromkeys([*one, *other])
    }
