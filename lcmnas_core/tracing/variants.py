"""What of a trace a weighted directed graph keeps; the trace itself keeps everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lcmnas_core.architectures.layer_chain import JOINS, Layer
from lcmnas_core.graphs.weighted_graph import WeightedGraph
from lcmnas_core.registry import Registry

EXTENSIONS = frozenset(("stride", "group_width"))
"""Settings of convolutions that the published method does not record."""


@dataclass(frozen=True)
class Variant:
    """A reading of traces.

    Attributes:
        title: one line for listings.
        extensions: those of `EXTENSIONS` that it keeps.
        joins: whether `Add` and `Concat` are vertices.
        by_frequency: settings are drawn by how often they occur; otherwise each value alike, as the published
            counts, which never exceed 1, amount to.
    """

    title: str
    extensions: frozenset[str] = frozenset()
    joins: bool = False
    by_frequency: bool = True


VARIANTS: Registry[Variant] = Registry("graph variant")
VARIANTS.register("paper", Variant("as published: no stride, no groups, no joins"))
VARIANTS.register("uniform", Variant("as published, every value of a setting alike", by_frequency=False))
VARIANTS.register("strided", Variant("with the stride of convolutions", frozenset(("stride",))))
VARIANTS.register("grouped", Variant("with stride and group width of convolutions", EXTENSIONS))
VARIANTS.register("branched", Variant("with stride, group width and joins", EXTENSIONS, joins=True))


def project(events: Iterable[Layer], variant: str) -> tuple[Layer, ...]:
    """The layers and settings of a trace that `variant` keeps.

    Raises:
        UnknownName: no such variant.
    """
    kept = VARIANTS[variant]
    dropped = EXTENSIONS - kept.extensions
    return tuple(_without(layer, dropped) for layer in events if kept.joins or layer.kind not in JOINS)


def graph_of(events: Iterable[Layer], variant: str) -> WeightedGraph:
    """The weighted directed graph of a trace, as `variant` reads it.

    Raises:
        UnknownName: no such variant.
    """
    return WeightedGraph.of((layer.kind, layer.settings) for layer in project(events, variant))


def _without(layer: Layer, dropped: frozenset[str]) -> Layer:
    return Layer(layer.kind, tuple(setting for setting in layer.settings if setting[0] not in dropped))
