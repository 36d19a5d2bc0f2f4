"""An order of a graph's vertices in which most of what happens leads forwards."""

from __future__ import annotations

from collections.abc import Mapping

from lcmnas_core.graphs.weighted_graph import END, START, WeightedGraph

Edge = tuple[str, str]
"""Kind, and the kind that follows it."""


def order(graph: WeightedGraph) -> list[str]:
    """`START`, the kinds so that few counts run backwards, `END`.

    Greedy, as Eades, Lin and Smyth (Information Processing Letters, 1993): sinks go to the end, sources to
    the front; where there is neither, the kind with most counts out minus in.
    """
    weights = {
        (one, other): count
        for one, following in graph.edges.items()
        for other, count in following.items()
        if one != other
    }
    left = list(dict.fromkeys(name for edge in weights for name in edge if name not in (START, END)))
    front: list[str] = []
    back: list[str] = []
    while left:
        inside = {edge: count for edge, count in weights.items() if set(edge) <= set(left)}
        surplus = {name: _total(inside, name, 0) - _total(inside, name, 1) for name in left}
        sinks = [name for name in left if not _total(inside, name, 0)]
        sources = [name for name in left if not _total(inside, name, 1)]
        if sinks and not sources:
            back.insert(0, sinks[-1])
            left.remove(sinks[-1])
        else:
            chosen = sources[0] if sources else max(left, key=lambda name: surplus[name])
            front.append(chosen)
            left.remove(chosen)
    return [START, *front, *back, END]


def _total(weights: Mapping[Edge, int], name: str, end: int) -> int:
    return sum(count for edge, count in weights.items() if edge[end] == name)
