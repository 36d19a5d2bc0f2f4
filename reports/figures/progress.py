"""Best validation accuracy so far, against what was spent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..trajectory import Axis, Currency, Trajectory, corners, together
from .style import bare, blank, legend, mark_of, method_handles, plain_ticks, prefixed

_TITLES: Mapping[Axis, str] = {
    "evaluations": "candidates evaluated",
    "macs": "multiply-adds spent",
    "images": "images trained on",
    "cpu_s": "CPU seconds spent",
    "device_s": "device seconds spent",
}
_SETTLED = 0.25
Methods = Mapping[str, Sequence[Trajectory]]


def progress(methods: Methods, currency: Currency) -> Figure:
    """Panels by candidates, by what all may spend equally much of, and by seconds of CPU and device.

    Searches are thin, the median of a method's bold, their range shaded.

    The first quarter of a search, where anything is better than nothing, may run off the lower edge.
    """
    wanted: tuple[Axis, ...] = ("evaluations", currency, "cpu_s", "device_s")
    axes_shown = [axis for axis in wanted if any(_known(methods, axis))]
    figure = blank(7.2, 3.3)
    panels = figure.subplots(1, len(axes_shown), sharey=True, squeeze=False)[0]
    for panel, axis in zip(panels, axes_shown, strict=True):
        for method, searches in methods.items():
            _method(panel, method, searches, axis)
        panel.set_xlabel(_TITLES[axis])
        panel.xaxis.set_major_formatter(prefixed())
        panel.xaxis.set_major_locator(MaxNLocator(4))
        panel.yaxis.set_major_formatter(plain_ticks())
        panel.set_xlim(left=0)
        bare(panel, grid="y")
    panels[0].set_ylabel("best validation accuracy so far (%)")
    panels[0].set_ylim(*_height(methods))
    handles = method_handles(methods)
    legend(figure, handles)
    return figure


def _known(methods: Methods, axis: Axis) -> list[bool]:
    return [bool(np.isfinite(each.spent[axis]).all()) for searches in methods.values() for each in searches]


def _method(axes: Axes, method: str, searches: Sequence[Trajectory], axis: Axis) -> None:
    mark = mark_of(method)
    for each in searches:
        kept = corners(each.best[None])
        places, heights = each.spent[axis][kept], 100 * each.best[kept]
        axes.step(places, heights, where="post", color=mark.colour, linewidth=0.6, alpha=0.45)
    middle = together(searches, axis)
    if middle is None or len(searches) == 1:
        return
    look: dict[str, Any] = {"color": mark.colour, "step": "post", "linewidth": 0}
    axes.fill_between(middle.x, 100 * middle.low, 100 * middle.high, alpha=0.07, **look)
    axes.step(middle.x, 100 * middle.median, where="post", color=mark.colour, linewidth=2.0)
    axes.plot(middle.x[-1:], 100 * middle.median[-1:], mark.shape, color=mark.colour, markersize=5, zorder=3)


def _height(methods: Methods) -> tuple[float, float]:
    """From the worst search after its first quarter to the best at its end, with some air."""
    every = [each.best for searches in methods.values() for each in searches]
    low = min(best[int(_SETTLED * (len(best) - 1))] for best in every)
    high = max(best[-1] for best in every)
    air = 0.06 * (high - low) or 0.01
    return 100 * (low - air), 100 * (high + air)
