"""Trained accuracies: how well two trainings agree, and how they lie over size."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from .scatter import VECTOR_POINTS
from .style import MARKS, SOFT, bare, blank, logarithmic, plain_ticks

Values = NDArray[np.float64]


def landscape(first: Values, second: Values, params: Values | None, *, raster: bool) -> Figure:
    """Left, accuracy of the second training against the first; right, both and their range over size.

    Args:
        first: accuracies (n,) of one training, as fractions.
        second: those of another.
        params: trainable scalars (n,); None leaves the right panel out.
        raster: draw points as a picture.
    """
    figure = blank(7.2 if params is not None else 3.9, 3.4)
    panels = figure.subplots(1, 1 if params is None else 2, squeeze=False)[0]
    raster = raster or len(first) > VECTOR_POINTS
    look: dict[str, Any] = {"color": MARKS["size"].colour, "rasterized": raster}
    _agreement(panels[0], 100 * first, 100 * second, look)
    if params is not None:
        _over_size(panels[1], 100 * first, 100 * second, params, look)
    for axes in panels:
        axes.yaxis.set_major_formatter(plain_ticks())
        bare(axes, grid="y")
    return figure


def _agreement(axes: Axes, first: Values, second: Values, look: dict[str, Any]) -> None:
    axes.scatter(first, second, s=10, linewidth=0, alpha=0.7, **look)
    edges = [min(first.min(), second.min()), max(first.max(), second.max())]
    axes.plot(edges, edges, color=SOFT, linewidth=0.8, linestyle=(0, (4, 2)), zorder=0)
    axes.xaxis.set_major_formatter(plain_ticks())
    axes.set_xlabel("accuracy of one training (%)")
    axes.set_ylabel("accuracy of another (%)")


def _over_size(axes: Axes, first: Values, second: Values, params: Values, look: dict[str, Any]) -> None:
    low, high = np.minimum(first, second), np.maximum(first, second)
    axes.vlines(params, low, high, linewidth=0.8, alpha=0.7, **look)
    axes.scatter(params, (first + second) / 2, s=10, linewidth=0, alpha=0.7, **look)
    logarithmic(axes, "{:,.0f}")
    axes.set_xlabel("parameters")
    axes.set_ylabel("mean accuracy, line to both (%)")
