"""Networks as columns of boxes, from the images down to the classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log2
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.path import Path

from ..folded import Box
from .style import INK, MARKS, RULE, SOFT, blank, legend

_COLUMNS = 3
_LINE = 0.165
"""Inches from one box to the next."""

_COLOURS = {
    "conv": MARKS["size"].colour,
    "block": MARKS["separability"].colour,
    "pool": MARKS["saliency"].colour,
    "dense": MARKS["other"].colour,
    "join": INK,
    "other": SOFT,
}
_MEANINGS = {
    "conv": "convolution",
    "block": "bottleneck",
    "pool": "pooling",
    "dense": "dense",
    "join": "join",
    "other": "other",
}
_SPINE, _WIDEST, _WORDS = 0.25, 0.26, 0.41
"""Middle of the boxes, width of the widest, where words begin: in shares of a column."""

_MOST_CHANNELS = 2048


@dataclass(frozen=True)
class Drawing:
    """One network: two lines over it, and its boxes."""

    title: str
    facts: str
    boxes: Sequence[Box]


def networks(drawings: Sequence[Drawing]) -> Figure:
    """Three to a row; a box is as wide as the logarithm of its channels, an arc leads to each join."""
    columns = min(_COLUMNS, len(drawings))
    rows = ceil(len(drawings) / columns)
    tallest = [
        max(len(each.boxes) for each in drawings[row * columns : (row + 1) * columns]) for row in range(rows)
    ]
    figure = blank(2.4 * columns + 0.1, sum(_LINE * (boxes + 1) + 0.5 for boxes in tallest) + 0.3)
    grid = figure.subplots(rows, columns, squeeze=False, height_ratios=[boxes + 1 for boxes in tallest])
    for place, axes in enumerate(grid.flat):
        axes.set_axis_off()
        if place < len(drawings):
            _network(axes, drawings[place], tallest[place // columns])
    present = {box.kind for each in drawings for box in each.boxes}
    handles = [
        Line2D([], [], linestyle="none", marker="s", color=_COLOURS[kind], label=meaning)
        for kind, meaning in _MEANINGS.items()
        if kind in present
    ]
    legend(figure, handles)
    return figure


def _network(axes: Axes, drawing: Drawing, lines: int) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(lines - 0.4, -1.4)
    axes.set_title(f"{drawing.title}\n{drawing.facts}", loc="left", fontsize=7)
    axes.plot([_SPINE, _SPINE], [-1, len(drawing.boxes) - 1], color=RULE, linewidth=1.2, zorder=1)
    axes.text(_SPINE, -1, "images", ha="center", va="center", fontsize=6.5, color=SOFT)
    for place, box in enumerate(drawing.boxes):
        _box(axes, place, box)
        if box.source is not None:
            read = drawing.boxes[box.source].channels if box.source >= 0 else 1
            _arc(axes, box, place, _width(read))


def _width(channels: int) -> float:
    return _WIDEST * min(1.0, log2(channels + 1) / log2(_MOST_CHANNELS))


def _box(axes: Axes, place: int, box: Box) -> None:
    width = _width(box.channels)
    corner = (_SPINE - width / 2, place - 0.36)
    axes.add_patch(Rectangle(corner, width, 0.72, color=_COLOURS[box.kind], linewidth=0, zorder=2))
    label = box.label + (f"  ×{box.times}" if box.times > 1 else "")
    words = axes.text(_WORDS, place, label, va="center", fontsize=6.8)
    if box.follows:
        behind: dict[str, Any] = {"xycoords": words, "xytext": (5, 0), "textcoords": "offset points"}
        axes.annotate(" ".join(box.follows), (1, 0), va="bottom", fontsize=6.2, color=SOFT, **behind)


def _arc(axes: Axes, box: Box, place: int, read: float) -> None:
    """From the left end of the box that a join reads too to the left end of the join."""
    assert box.source is not None
    left = _SPINE - _WIDEST / 2 - min(0.11, 0.03 + 0.01 * (place - box.source))
    start, end = (_SPINE - read / 2, box.source), (_SPINE - _width(box.channels) / 2, place)
    curve = Path([start, (left, start[1]), (left, end[1]), end], [Path.MOVETO, *[Path.CURVE4] * 3])
    look: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 5, "shrinkA": 0, "shrinkB": 0}
    axes.add_patch(FancyArrowPatch(path=curve, color=INK, linewidth=0.7, zorder=3, **look))
