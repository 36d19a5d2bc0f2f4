"""Which layers MetaQNN puts after which, and where its dropouts stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from lcmnas_core.architectures.plain_chain import PlainChain, PlainLayer

SIDE = 32
"""Pixels along a side of the images that the rules are for."""

CLASSES = 10
"""What `GAP` and `SM` are written with, whatever number of classes is built."""

MOST_LAYERS = 18
MOST_CONNECTED = 2

VOCABULARY = (
    *(PlainLayer("C", (width, kernel, 1)) for width in (64, 128, 256, 512) for kernel in (1, 3, 5)),
    *(PlainLayer("P", pool) for pool in ((5, 3), (3, 2), (2, 2))),
    *(PlainLayer("FC", (width,)) for width in (512, 256, 128)),
    PlainLayer("GAP", (CLASSES,)),
)
_KNOWN = frozenset(VOCABULARY)
_MAY_FOLLOW = {"": ("C",), "C": ("C", "P", "FC", "GAP"), "P": ("C", "FC", "GAP"), "FC": ("FC",), "GAP": ()}
_WIDEST_CONNECTED = 7


def pooled(side: int, window: int, stride: int) -> int:
    """Side of the map that an unpadded pool leaves: floor((h - k) / s) + 1."""
    return (side - window) // stride + 1


@dataclass(frozen=True)
class Place:
    """Where a chain stands; what may come next depends on nothing else."""

    depth: int = 0
    side: int = SIDE
    last: PlainLayer | None = None
    connected: int = 0

    def refusal(self, layer: PlainLayer) -> str | None:
        """Why `layer` cannot come next; None where it can."""
        before = self.last.letter if self.last else ""
        if layer not in _KNOWN:
            return f"there is no layer {layer}"
        if self.depth == MOST_LAYERS:
            return f"there are more than {MOST_LAYERS} layers"
        if layer.letter not in _MAY_FOLLOW[before]:
            return f"{layer} follows {self.last}" if self.last else f"it begins with {layer}"
        if layer.letter == "FC":
            return self._refusal_of_connected(layer)
        if layer.letter == "GAP":
            return None
        window = layer.numbers[1 if layer.letter == "C" else 0]
        return f"{layer} reads a map of side {self.side}" if window >= self._reach else None

    def after(self, layer: PlainLayer) -> Place:
        """The place behind `layer`."""
        side = pooled(self.side, *layer.numbers) if layer.letter == "P" else self.side
        return Place(self.depth + 1, side, layer, self.connected + (layer.letter == "FC"))

    @property
    def _reach(self) -> int:
        """What windows must stay below: MetaQNN tells maps of 8 and more, 4 and more, and fewer pixels."""
        return 8 if self.side >= 8 else 4 if self.side >= 4 else 1

    def _refusal_of_connected(self, layer: PlainLayer) -> str | None:
        if self.connected == MOST_CONNECTED:
            return f"there are more than {MOST_CONNECTED} fully connected layers"
        if self.last and self.last.letter == "FC":
            wider = layer.numbers > self.last.numbers
            return f"{layer} is wider than the {self.last} before it" if wider else None
        return f"{layer} reads a map of side {self.side}" if self.side > _WIDEST_CONNECTED else None


def refusal(layers: Iterable[PlainLayer]) -> str | None:
    """The first thing that keeps `layers` from being a network of the space; None where nothing does."""
    place = Place()
    for layer in layers:
        if (reason := place.refusal(layer)) is not None:
            return reason
        place = place.after(layer)
    return None if place.depth else "it has no layer before the classifier"


def dropouts(chain: PlainChain) -> tuple[tuple[int, int] | None, ...]:
    """For each layer the dropout `D(i,n)` behind it, as (i, n), or None.

    One stands behind every second layer and every fully connected one, never behind a global average. n
    counts a pair of layers as one and a fully connected one by itself; the classifier counts as a copy of
    the layer before it, so n may be more than there are.
    """
    letters = [layer.letter for layer in chain.layers]
    counted = [*letters, letters[-1]]
    connected = counted.count("FC")
    total = (len(counted) - connected - counted.count("GAP")) // 2 + connected
    due = [letter == "FC" or (place % 2 == 1 and letter != "GAP") for place, letter in enumerate(letters)]
    numbers = accumulate(due)
    return tuple((number, total) if here else None for here, number in zip(due, numbers, strict=True))
