"""A chain in the making: what has been written, and what the next layer must know of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lcmnas_core.architectures.decoding.plan import gene_length
from lcmnas_core.architectures.decoding.sizes import POOLS, Size, pair, size_after
from lcmnas_core.architectures.layer_chain import Layer
from lcmnas_core.graphs.weighted_graph import START


@dataclass
class Walk:
    """Layers written one after the other.

    Attributes:
        size: of the map that the next layer reads.
        tracks_sizes: whether that is the size that is built, or the published sampler's reckoning.
        layers: what has been written.
        last: kind of the last layer; a bottleneck ends in a ReLU.
        stem: whether no layer has drawn channels of its own yet.
        length: layers so far, bottlenecks counted by their inner ones.
    """

    size: Size
    tracks_sizes: bool = True
    layers: list[Layer] = field(default_factory=list)
    last: str = START
    stem: bool = True
    length: int = 0

    def append(self, layer: Layer) -> None:
        """Write `layer`."""
        self.layers.append(layer)
        self.last = "ReLU" if layer.kind == "Bottleneck" else layer.kind
        self.stem = self.stem and layer.kind not in ("Conv2d", "Bottleneck")
        self.length += gene_length(layer)
        self.size = size_after(layer, self.size) if self.tracks_sizes else _reckoned(layer, self.size)

    def extend(self, layers: Iterable[Layer]) -> None:
        """Write `layers`."""
        for layer in layers:
            self.append(layer)


def _reckoned(layer: Layer, size: Size) -> Size:
    if layer.kind in POOLS:
        kernel = pair(layer.get("kernel_size"))
        return size[0] // kernel[0], size[1] // kernel[1]
    return size if layer.kind == "Conv2d" else size_after(layer, size, to_points=True)
