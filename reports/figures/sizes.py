"""Accuracy over size, of every candidate and of what was found, with the front that nothing dominates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ..pareto import front
from .front_line import front_line
from .scatter import VECTOR_POINTS, floor_of
from .style import SOFT, bare, blank, legend, logarithmic, mark_of, method_handles, plain_ticks, prefixed

Points = NDArray[np.float64]
"""(n, 2): parameters, accuracy as a fraction."""


def smallest(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Those that no other is both at most as large as and more accurate than, smallest first."""
    return front(points, itemgetter(0), itemgetter(1))


def sizes(candidates: Mapping[str, Points], found: Mapping[str, Points]) -> Figure:
    """Left, validation accuracy of every candidate; right, test accuracy of the networks found.

    Dashed: the front of all points of a panel. Candidates far below the rest are counted, not drawn.
    """
    figure = blank(7.2, 3.6)
    left, right = figure.subplots(1, 2)
    _panel(left, candidates, 3.0)
    _panel(right, found, 5.5)
    left.set_ylabel("validation accuracy of candidates (%)")
    right.set_ylabel("test accuracy of what was found (%)")
    handles = method_handles({**candidates, **found})
    for handle in handles:
        handle.set_linestyle("none")
    legend(figure, handles, min(4, len(handles)))
    return figure


def _panel(axes: Axes, groups: Mapping[str, Points], size: float) -> None:
    axes.set_xlabel("parameters")
    axes.yaxis.set_major_formatter(plain_ticks())
    axes.margins(x=0.08, y=0.06)
    bare(axes, grid="both")
    if not groups:
        return
    every = np.concatenate(list(groups.values()))
    floor = floor_of(every[:, 1])
    for method, points in groups.items():
        drawn = points[points[:, 1] >= floor]
        look: dict[str, Any] = {"color": mark_of(method).colour, "alpha": 0.6 if size < 5 else 1.0}
        look |= {"markersize": size, "markeredgewidth": 0, "rasterized": len(every) > VECTOR_POINTS}
        axes.plot(drawn[:, 0], 100 * drawn[:, 1], mark_of(method).shape, **look)
    logarithmic(axes, few=10)
    axes.xaxis.set_major_formatter(prefixed())
    front_line(axes, [(size, 100 * accuracy) for size, accuracy in smallest(every)])
    if below := int((every[:, 1] < floor).sum()):
        look = {"fontsize": 7.5, "color": SOFT, "ha": "right", "transform": axes.transAxes}
        axes.text(0.99, 0.03, f"▾ {below}", **look)
