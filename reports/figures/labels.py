"""Names beside points, moved out of each other's way; the same input gives the same places."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Annotation, Text
from numpy.typing import NDArray

from .style import SOFT, settle

Point = tuple[float, float]
Boxes = NDArray[np.float64]
"""(B, 4): left, bottom, right, top in pixels."""

_OFFSETS: tuple[tuple[int, int, str], ...] = (
    (6, 0, "left"),
    (-6, 0, "right"),
    (0, 9, "center"),
    (0, -9, "center"),
    *((dx, dy, "left" if dx > 0 else "right") for dy, dx in product((8, -8, 14, -14), (4, -4))),
    *(
        (dx, dy, "left" if dx > 0 else "right")
        for dy, dx in product((0, 12, -12, 24, -24, 36, -36), (24, -24))
    ),
)
_CLEARANCE = 4.0
_FAR = 14


def label_points(
    axes: Axes, points: Sequence[tuple[float, float, str]], avoid: Sequence[tuple[Point, Point]] = ()
) -> None:
    """Write each name by its point: the first free place of a fixed list, else the least crowded one.

    `avoid` holds further marks and bars, as the two ends of each in data coordinates. A name that had to go
    far gets a thin line to its point.
    """
    canvas = FigureCanvasAgg(axes.figure.get_figure(root=True))
    settle(canvas.figure)
    marks = [((x, y), (x, y)) for x, y, _ in points]
    taken = _boxes(axes, [*marks, *avoid])
    for x, y, name in points:
        text = axes.annotate(
            name,
            (x, y),
            xytext=(0, 0),
            textcoords="offset points",
            fontsize=8,
            va="center",
            arrowprops={"arrowstyle": "-", "color": SOFT, "linewidth": 0.5, "shrinkA": 1, "shrinkB": 4},
        )
        taken = np.vstack([taken, _settled(text, taken, np.array(axes.bbox.extents), canvas)])
        if text.arrow_patch is not None:
            text.arrow_patch.set_visible(max(map(abs, text.get_position())) > _FAR)


def _boxes(axes: Axes, bars: Sequence[tuple[Point, Point]]) -> Boxes:
    ends = axes.transData.transform(np.reshape(bars, (-1, 2))).reshape(-1, 2, 2)
    return np.hstack([ends.min(axis=1) - _CLEARANCE, ends.max(axis=1) + _CLEARANCE])


def _settled(text: Annotation, taken: Boxes, inside: NDArray[np.float64], canvas: FigureCanvasAgg) -> Boxes:
    best = (float("inf"), _OFFSETS[0])
    for offset in _OFFSETS:
        box = _placed(text, offset, canvas)
        outside = _overlaps(box, box).item() - _overlaps(box, inside[None]).item()
        crowding = float(_overlaps(box, taken).sum()) + outside
        best = min(best, (crowding, offset), key=lambda found: found[0])
        if crowding == 0:
            break
    return _placed(text, best[1], canvas)


def _placed(text: Annotation, offset: tuple[int, int, str], canvas: FigureCanvasAgg) -> Boxes:
    dx, dy, side = offset
    text.set_position((dx, dy))
    text.set_horizontalalignment(side)  # type: ignore[arg-type]
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    text.update_positions(renderer)
    words = Text.get_window_extent(text, renderer)  # without the line to the point
    return np.array([words.extents])


def _overlaps(box: Boxes, others: Boxes) -> NDArray[np.float64]:
    """(B,): the area that the box shares with each of the others."""
    low = np.maximum(box[:, :2], others[:, :2])
    high = np.minimum(box[:, 2:], others[:, 2:])
    shared: NDArray[np.float64] = np.clip(high - low, 0, None).prod(axis=1)
    return shared
