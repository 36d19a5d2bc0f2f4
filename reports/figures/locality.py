"""How alike near architectures are, and walks among them, over what chance gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from .style import METHOD_MARKS, RULE, SOFT, bare, blank, plain_ticks

Values = NDArray[np.float64]
_MARK = METHOD_MARKS["lcmnas"]


@dataclass(frozen=True)
class Curve:
    """A quantity over k steps with its interval, and where it lies by chance, (k,) each; NaN for nothing."""

    across: str
    up: str
    steps: Values
    value: Values
    low: Values
    high: Values
    shuffled_low: Values
    shuffled_high: Values


def locality_panels(curves: Sequence[Curve]) -> Figure:
    """A panel for each curve: chance as a grey band, the landscape as points with intervals."""
    figure = blank(max(3.4, 2.5 * len(curves)), 2.9)
    panels = figure.subplots(1, len(curves), squeeze=False)[0]
    for axes, curve in zip(panels, curves, strict=True):
        _panel(axes, curve)
    return figure


def _panel(axes: Axes, curve: Curve) -> None:
    axes.fill_between(curve.steps, curve.shuffled_low, curve.shuffled_high, color=RULE, linewidth=0)
    axes.vlines(curve.steps, curve.low, curve.high, color=_MARK.colour, linewidth=1.2)
    axes.plot(curve.steps, curve.value, color=_MARK.colour, marker=_MARK.shape, markersize=4.5, linewidth=1.5)
    if axes.get_ylim()[0] < 0:
        axes.axhline(0, color=SOFT, linewidth=0.8, zorder=0)
    axes.set_xlabel(curve.across)
    axes.set_title(curve.up, loc="left")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    axes.yaxis.set_major_formatter(plain_ticks())
    bare(axes, grid="y")
