"""How deep the networks are that a search draws, and those that it evaluates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from .panels import method_panels
from .style import SOFT, bare, mark_of, plain_ticks

_BINS = 20
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Depths:
    """Depths (n,) and how often each occurs (n,); `drawn` before limits, `evaluated` after all checks."""

    drawn: tuple[Values, Values] | None
    evaluated: Values


def depth_histograms(depths: Mapping[str, Depths]) -> Figure:
    """A panel for each method: shares of depths, filled where evaluated, a line for all that were drawn."""
    figure, panels = method_panels(list(depths), 1.55)
    edges = _edges(list(depths.values()))
    for method, axes in panels:
        _panel(axes, depths[method], edges, mark_of(method).colour)
    figure.supxlabel("layers with weights", fontsize=9)
    figure.supylabel("share (%)", fontsize=9)
    handles = [Patch(color=SOFT, alpha=0.5, label="evaluated")]
    if any(each.drawn is not None for each in depths.values()):
        handles.append(Line2D([], [], color=SOFT, linewidth=1.2, label="drawn, before limits"))  # type: ignore[arg-type]
    figure.legend(handles=handles, loc="outside upper left", ncols=len(handles), frameon=False, fontsize=8)
    return figure


def _edges(depths: Sequence[Depths]) -> Values:
    """Bins of whole numbers; the deepest hundredth of the draws falls into the last."""
    ends = [each.evaluated.max() for each in depths if len(each.evaluated)]
    ends += [_quantile(*each.drawn, 0.99) for each in depths if each.drawn is not None]
    width = max(1, int(np.ceil((max(ends, default=1) + 1) / _BINS)))
    return np.arange(0, max(ends, default=1) + 2 * width, width, dtype=np.float64) - 0.5


def _quantile(values: Values, counts: Values, share: float) -> float:
    order = np.argsort(values)
    reached = np.cumsum(counts[order]) / counts.sum()
    return float(values[order][np.searchsorted(reached, share)])


def _panel(axes: Axes, depths: Depths, edges: Values, colour: str) -> None:
    if len(depths.evaluated):
        filled = _shares(depths.evaluated, np.ones(len(depths.evaluated)), edges)
        axes.stairs(filled, edges, fill=True, color=colour, alpha=0.6, linewidth=0)
    if depths.drawn is not None:
        axes.stairs(_shares(*depths.drawn, edges), edges, color=SOFT, linewidth=1.2)
    axes.xaxis.set_major_formatter(plain_ticks())
    axes.yaxis.set_major_formatter(plain_ticks())
    bare(axes, grid="y")


def _shares(values: Values, counts: Values, edges: Values) -> Values:
    """Percent of `counts` in each bin; what lies beyond the ends falls into the outermost."""
    inside = np.clip(values, edges[0], edges[-1] - 1e-9)
    shares: Values = np.histogram(inside, bins=edges, weights=100 * counts / counts.sum())[0]
    return shares
