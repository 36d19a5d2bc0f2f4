"""One line for each strategy: a point, its interval, what it says in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..strategies import label
from .entrants import entrant_mark
from .style import SOFT, bare, blank, brief, plain_ticks


@dataclass(frozen=True)
class Line:
    """A strategy's point, its interval where there is one, and words for the right margin."""

    strategy: str
    point: float
    low: float | None
    high: float | None
    words: str


def interval_rows(lines: Sequence[Line], axis: str, reference: tuple[float, str] | None = None) -> Figure:
    """Points with intervals in the order given; a dashed line at `reference`, with its name."""
    figure = blank(7.2, 1.1 + 0.27 * len(lines))
    axes = figure.subplots()
    for height, each in enumerate(lines):
        _row(axes, height, each)
    if reference is not None:
        axes.axvline(reference[0], color=SOFT, linewidth=0.9, linestyle=(0, (4, 2)), zorder=0)
        axes.text(reference[0], -0.75, reference[1], ha="center", va="bottom", fontsize=7.5, color=SOFT)
    named_rows(axes, [brief(label(each.strategy)) for each in lines], axis)
    return figure


def named_rows(axes: Axes, names: Sequence[str], axis: str) -> None:
    """A name for each row, the first on top, over a plain axis called `axis`."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(plain_ticks())
    axes.margins(x=0.06)
    axes.set_xlabel(axis)
    bare(axes, grid="x")
    axes.spines["left"].set_visible(False)


def _row(axes: Axes, height: int, each: Line) -> None:
    mark = entrant_mark(each.strategy)
    if each.low is not None and each.high is not None:
        axes.plot([each.low, each.high], [height, height], color=mark.colour, linewidth=1.8)
    axes.plot([each.point], [height], mark.shape, color=mark.colour, markersize=6, zorder=3)
    axes.text(1.02, height, each.words, va="center", fontsize=8, transform=axes.get_yaxis_transform())
