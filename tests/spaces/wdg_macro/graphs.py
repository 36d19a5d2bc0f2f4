"""Small graphs written by hand, as traces of networks that could be."""

from __future__ import annotations

import numpy as np

from lcmnas_core.architectures.layer_chain import parse_chain
from lcmnas_core.graphs.weighted_graph import WeightedGraph


def graph(text: str) -> WeightedGraph:
    """The graph of a trace."""
    return WeightedGraph.of((layer.kind, layer.settings) for layer in parse_chain(text))


PLAIN = graph(
    "Conv2d(out_channels=8,kernel_size=3)|BatchNorm2d|ReLU|Conv2d(out_channels=16,kernel_size=1)|ReLU"
    "|AdaptiveAvgPool2d(output_size=1)|Linear(out_features=10)"
)
SHORT = graph("Conv2d(out_channels=4,kernel_size=5)|ReLU6|Dropout(p=0.2)|Linear(out_features=10)")


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)
