"""A population as the generator sees it: who knows which layer, ranked; what each would write next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from lcmnas_core.architectures.layer_chain import PROPERTIES, Value
from lcmnas_core.errors import UsageError
from lcmnas_core.graphs.weighted_graph import START, WeightedGraph
from lcmnas_core.spaces.wdg_macro.roulette import Parent, roulette
from lcmnas_core.spaces.wdg_macro.sampling_rules import CORRECTED_SAMPLING, SamplingRules
from lcmnas_core.spaces.wdg_macro.wheels import Wheel

Settings = dict[str, Value]


class Writer:
    """One graph to draw layers from; its wheels are made when first turned."""

    def __init__(self, graph: WeightedGraph, rules: SamplingRules = CORRECTED_SAMPLING) -> None:
        self.graph, self.rules = graph, rules
        self._edges: dict[str, Wheel[str]] = {}
        self._settings: dict[str, list[tuple[str, Wheel[Value | None]]]] = {}

    def next_kind(self, last: str, rng: np.random.Generator) -> str:
        """The kind of layer after `last`, by the counts of the graph's edges."""
        if last not in self._edges:
            self._edges[last] = Wheel.of(self.graph.edges[last], self.rules.random_layer)
        return self._edges[last].draw(rng)

    def settings(self, kind: str, rng: np.random.Generator) -> Settings:
        """Each setting of a layer, drawn apart from the others; one drawn absent is left out."""
        if kind not in self._settings:
            self._settings[kind] = list(self._wheels(kind))
        drawn = ((name, wheel.draw(rng)) for name, wheel in self._settings[kind])
        return {name: value for name, value in drawn if value is not None}

    def _wheels(self, kind: str) -> list[tuple[str, Wheel[Value | None]]]:
        known = self.graph.properties.get(kind, {})
        times = sum(self.graph.edges[kind].values())
        uniform = self.rules.random_layer or not self.rules.by_frequency
        found = []
        for name in PROPERTIES[kind]:
            if name in known:
                written = dict[Value | None, int](known[name].items())
                absent = {None: times - sum(known[name].values())}
                found.append((name, Wheel.of(written | absent, uniform)))
        return found


class Pool:
    """Parents by what they know, sorted by fitness.

    Raises:
        UsageError: no parent with fitness knows how a network starts.
    """

    def __init__(self, parents: Sequence[Parent], rules: SamplingRules = CORRECTED_SAMPLING) -> None:
        self.rules = rules
        fit = [(each.fitness, each.graph) for each in parents if each.fitness is not None]
        ranked = sorted(fit, key=lambda each: each[0])
        self._ranked = [(fitness, Writer(graph, rules)) for fitness, graph in ranked]
        self._knowing: dict[str, tuple[list[float], list[Writer]]] = {}
        if not self._who_know(START)[1]:
            raise UsageError(f"none of {len(parents)} parents has both a fitness and a graph with {START}")

    def writer(self, last: str, rng: np.random.Generator) -> Writer | None:
        """A parent that knows what comes after `last`, by rank roulette; None if nobody is drawn."""
        fitness, writers = self._who_know(last)
        position = roulette(len(writers), rng.random(), self.rules.least_weight)
        if position is None:
            return None
        if self.rules.shares_ties:
            first, end = bisect_left(fitness, fitness[position]), bisect_right(fitness, fitness[position])
            position = position if end - first == 1 else int(rng.integers(first, end))
        return writers[position]

    def _who_know(self, last: str) -> tuple[list[float], list[Writer]]:
        if last not in self._knowing:
            found = [(fitness, writer) for fitness, writer in self._ranked if last in writer.graph]
            self._knowing[last] = [fitness for fitness, _ in found], [writer for _, writer in found]
        return self._knowing[last]
