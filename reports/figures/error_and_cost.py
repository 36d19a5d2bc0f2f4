"""Error against GPU-days: simulated here, and published, told apart by shape and colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter

from ..pareto import front
from .front_line import front_line
from .style import INK, METHOD_MARKS, SOFT, bare, blank, legend, logarithmic, plain_ticks

Points = Sequence[tuple[float, float]]
"""GPU-days, error as a fraction."""

KINDS = {
    "measured": (METHOD_MARKS["random_layer"].colour, "D", "measured here"),
    "simulated": (METHOD_MARKS["lcmnas"].colour, "o", "simulated here, of a table's recorded seconds"),
    "published": (SOFT, "x", "published"),
}

_WIDE = 5
"""From so many times the lowest error to the highest the axis is logarithmic: some searches fail."""


def error_and_cost(groups: Mapping[str, Mapping[str, Points]]) -> Figure:
    """A panel for each of `groups`, within which points compare: `groups[title][kind of cost]`."""
    columns = min(2, len(groups))
    rows = -(-len(groups) // columns)
    figure = blank(3.7 * columns if columns > 1 else 5.4, 0.6 + 2.7 * rows)
    grid = figure.subplots(rows, columns, squeeze=False)
    for axes in grid.flat[len(groups) :]:
        axes.set_visible(False)
    for axes, (title, kinds) in zip(grid.flat, groups.items(), strict=False):
        _panel(axes, title, kinds)
    present = [kind for kind in KINDS if any(kinds.get(kind) for kinds in groups.values())]
    handles = [
        axes.plot([], [], KINDS[kind][1], color=KINDS[kind][0], label=KINDS[kind][2])[0]
        for axes in grid.flat[:1]
        for kind in present
    ]
    legend(figure, handles)
    return figure


def _panel(axes: Axes, title: str, kinds: Mapping[str, Points]) -> None:
    for kind, points in kinds.items():
        colour, shape, _ = KINDS[kind]
        days, errors = [day for day, _ in points], [100 * error for _, error in points]
        axes.plot(days, errors, shape, color=colour, markersize=5, linestyle="none")
    axes.set_title(title, loc="left", color=INK)
    axes.margins(x=0.08, y=0.08)
    logarithmic(axes, few=10)
    for kind, points in kinds.items():
        kept = front(points, itemgetter(0), _right)
        front_line(axes, [(day, 100 * error) for day, error in kept], KINDS[kind][0])
    low, high = axes.get_ylim()
    if high > _WIDE * low > 0:
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 1.5, 2, 3, 4, 6, 8)))
        axes.yaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_formatter(plain_ticks())
    axes.set_xlabel("GPU-days")
    axes.set_ylabel("test error (%)")
    bare(axes, grid="both")


def _right(point: tuple[float, float]) -> float:
    return 1 - point[1]
