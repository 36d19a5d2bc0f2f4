"""Tau of an estimate over the weight of the score in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..frame import Row
from ..wording import number
from .style import MARKS, SOFT, Mark, bare, blank, brief, plain_ticks

_MARKS = dict(zip(("raw", "rank", "zscore"), MARKS.values(), strict=False))


@dataclass(frozen=True)
class Curve:
    """One way of mixing: rows with `weight`, `tau`, `low` and `high`."""

    mixing: str
    rows: Sequence[Row]

    @property
    def mark(self) -> Mark:
        """Colour and marker of this way of mixing."""
        return _MARKS.get(self.mixing, MARKS["other"])


def mixture_plot(curves: Sequence[Curve]) -> Figure:
    """A panel for each way of mixing, on one scale: tau with its interval at every weight."""
    figure = blank(7.2, 3.0)
    panels = figure.subplots(1, len(curves), sharey=True, squeeze=False)[0]
    for axes, curve in zip(panels, curves, strict=True):
        _panel(axes, curve)
    panels[0].set_ylabel("Kendall's τ with long training")
    return figure


def _panel(axes: Axes, curve: Curve) -> None:
    known = [
        row for row in curve.rows if number(row["weight"]) is not None and number(row["tau"]) is not None
    ]
    places = sorted((number(row["weight"]) or 0.0, number(row["tau"]) or 0.0) for row in known)
    for row in known:
        low, high, weight = number(row["low"]), number(row["high"]), number(row["weight"]) or 0.0
        if low is not None and high is not None:
            axes.plot([weight, weight], [low, high], color=curve.mark.colour, linewidth=1.6)
    if places:
        axes.plot(*zip(*places, strict=True), color=curve.mark.colour, linewidth=0.8, alpha=0.6)
        axes.plot(*zip(*places, strict=True), curve.mark.shape, color=curve.mark.colour, markersize=5.5)
        if places[0][0] == 0:
            axes.axhline(places[0][1], color=SOFT, linewidth=0.9, linestyle=(0, (4, 2)), zorder=0)
    axes.set_title(brief(curve.mixing), loc="left")
    axes.set_xlabel("λ, weight of the score")
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.set_xlim(-0.08, 1.08)
    axes.xaxis.set_major_formatter(plain_ticks())
    axes.yaxis.set_major_formatter(plain_ticks())
    bare(axes, grid="y")
