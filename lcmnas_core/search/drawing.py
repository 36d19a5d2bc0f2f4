"""Draws of acceptable architectures, whatever their space."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Protocol, TypeVar

import numpy as np

from lcmnas_core.architectures.counts import Counts
from lcmnas_core.search.request import GRAPH_SPACES, Search

A = TypeVar("A")


class Drawing(Protocol[A]):
    """Draws for one search, with a count of what was rejected on the way.

    Attributes:
        accepted: draws that were accepted; the same architecture may be drawn twice.
        depths: how many of all draws could be built with which depth (convolutions and linear layers).
    """

    accepted: int
    depths: Counter[int]

    def draw(self, rng: np.random.Generator) -> A:
        """An architecture from the distribution that the search starts from."""
        ...

    def mutated(self, architecture: A, rng: np.random.Generator) -> A:
        """Another one, one random edit away."""
        ...

    def counts(self, architecture: A) -> Counts:
        """What its network costs at the size of the search."""
        ...

    def format(self, architecture: A) -> str:
        """The architecture as it is written."""
        ...

    @property
    def rejections(self) -> Mapping[str, int]:
        """Rejected draws by reason, most frequent first."""
        ...


def drawing_of(search: Search) -> Drawing[object]:
    """The draws of `search`: from graphs, or from a space that samples by itself."""
    if search.space in GRAPH_SPACES:
        from lcmnas_core.search.graph_drawing import GraphDrawing

        return GraphDrawing(search)  # type: ignore[return-value]
    from lcmnas_core.search.space_drawing import SpaceDrawing

    return SpaceDrawing(search)
