"""Ranks of scores against accuracy, one panel per proxy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy.stats import rankdata

from ..families import family_of
from ..wording import fixed
from .style import MARKS, SOFT, bare, blank, brief, plain_ticks

VECTOR_POINTS = 1000
_LONG_TITLE = 24


@dataclass(frozen=True)
class Panel:
    """One proxy's scores (n,) and the accuracies (n,), as fractions, of the same architectures."""

    proxy: str
    tau: float | None
    scores: NDArray[np.float64]
    accuracies: NDArray[np.float64]


def scatter(panels: Sequence[Panel], *, raster: bool) -> Figure:
    """A grid of panels that share both axes: the score's percentile across, accuracy up.

    Tau sees only ranks, and so does this figure: a few huge scores cannot hide the others. Few architectures
    far below the rest would squeeze those: they are triangles on the lower edge, and counted there.
    """
    columns = min(4, len(panels))
    rows = ceil(len(panels) / columns)
    figure = blank(5.2, 3.9) if len(panels) == 1 else blank(7.2, 0.6 + 1.6 * rows)
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    raster = raster or sum(len(panel.scores) for panel in panels) > VECTOR_POINTS
    floor = floor_of(np.concatenate([panel.accuracies for panel in panels]))
    for axes, panel in zip(grid.flat, panels, strict=False):
        _points(axes, panel, floor, raster)
        _frame(axes, panel)
    for column in range(len(panels) - columns * (rows - 1), columns):
        grid[-1, column].set_visible(False)
        grid[-2, column].xaxis.set_tick_params(labelbottom=True)
    figure.supxlabel("percentile of the score", fontsize=9)
    figure.supylabel("accuracy (%)", fontsize=9)
    return figure


def floor_of(accuracies: NDArray[np.float64]) -> float:
    """A lower edge: three interquartile ranges under the first quartile, or the minimum if higher."""
    quarter, three_quarters = np.quantile(accuracies, [0.25, 0.75])
    return float(max(accuracies.min(), quarter - 3 * (three_quarters - quarter)))


def _points(axes: Axes, panel: Panel, floor: float, raster: bool) -> None:
    percentiles = 100 * (rankdata(panel.scores) - 0.5) / len(panel.scores)
    below = panel.accuracies < floor
    look: dict[str, Any] = {
        "color": MARKS[family_of(panel.proxy)].colour,
        "linewidth": 0,
        "alpha": 0.5 if len(panel.scores) > 300 else 0.8,
        "rasterized": raster,
    }
    axes.scatter(percentiles[~below], 100 * panel.accuracies[~below], s=8, **look)
    if below.any():
        edge = np.full(int(below.sum()), 100 * floor)
        axes.scatter(percentiles[below], edge, s=14, marker="v", **look)
        look = {"fontsize": 7.5, "color": SOFT, "ha": "right", "va": "bottom", "transform": axes.transAxes}
        axes.text(0.99, 0.05, f"▾ {below.sum()}", **look)


def _frame(axes: Axes, panel: Panel) -> None:
    title = f"{brief(panel.proxy)}  τ {fixed(panel.tau)}"
    axes.set_title(title, loc="left", fontsize=8.5 if len(title) <= _LONG_TITLE else 7)
    axes.set_xlim(-4, 104)
    axes.set_xticks([0, 50, 100])
    axes.xaxis.set_major_formatter(plain_ticks())
    axes.yaxis.set_major_formatter(plain_ticks())
    bare(axes, grid="y")
