"""The graphs of the hand-designed networks that the space starts from, made once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lcmnas_core.graphs.weighted_graph import WeightedGraph
from lcmnas_core.spaces.wdg_macro.pool import Pool, Writer
from lcmnas_core.spaces.wdg_macro.roulette import Parent
from lcmnas_core.spaces.wdg_macro.sampling_rules import SamplingRules
from lcmnas_core.tracing.references import reference_traces
from lcmnas_core.tracing.variants import graph_of


@cache
def reference_graphs(variant: str) -> Mapping[str, WeightedGraph]:
    """The graph of each reference network as `variant` reads it.

    Raises:
        UnknownName: no such variant.
    """
    traces = reference_traces().items()
    return MappingProxyType({name: graph_of(trace, variant) for name, trace in traces})


@cache
def reference_pool(variant: str, rules: SamplingRules) -> Pool:
    """The reference networks as parents, all alike fit."""
    return Pool([Parent(graph, 0.0) for graph in reference_graphs(variant).values()], rules)


@cache
def reference_union(variant: str, rules: SamplingRules) -> Writer:
    """The sum of the reference graphs to draw from."""
    first, *others = reference_graphs(variant).values()
    return Writer(sum(others, first), rules)
