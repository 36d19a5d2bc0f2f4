"""How a strategy of the arena is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from ..strategies import kind
from .style import ENTRANT_MARKS, METHOD_MARKS, SOFT, Mark

_GAP = 0.062


def entrant_mark(strategy: str) -> Mark:
    """Colour and marker of a strategy."""
    return (METHOD_MARKS | ENTRANT_MARKS)[kind(strategy)]


def end_labels(axes: Axes, ends: Sequence[tuple[float, str, str]]) -> None:
    """Names right of the axes, beside where lines end, moved apart upwards; the limits must stand.

    Each of `ends` is a height in data, a name, a colour.
    """
    across = axes.transData + axes.transAxes.inverted()
    placed = sorted((float(across.transform((axes.get_xlim()[1], y))[1]), name, hue) for y, name, hue in ends)
    heights = spread([height for height, _, _ in placed], _GAP)
    for (height, name, hue), moved in zip(placed, heights, strict=True):
        axes.annotate(
            name,
            (1.0, height),
            xycoords="axes fraction",
            xytext=(1.045, moved),
            textcoords="axes fraction",
            va="center",
            fontsize=8,
            color=hue,
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": SOFT, "linewidth": 0.5, "shrinkA": 1, "shrinkB": 1},
        )


def spread(heights: Sequence[float], gap: float) -> list[float]:
    """Rising heights moved so that neighbours are at least `gap` apart, none far from where it was."""
    groups: list[list[float]] = []
    for height in heights:
        groups.append([height])
        while len(groups) > 1 and _bottom(groups[-1], gap) - _top(groups[-2], gap) < gap:
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_bottom(group, gap) + place * gap for group in groups for place in range(len(group))]


def _bottom(group: Sequence[float], gap: float) -> float:
    return sum(group) / len(group) - gap * (len(group) - 1) / 2


def _top(group: Sequence[float], gap: float) -> float:
    return _bottom(group, gap) + gap * (len(group) - 1)
