"""Tau with long training as a function of the epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..cheap_setting import Agreement
from .kinds import KIND_MARKS, ceiling_line
from .style import bare, blank, legend, plain_ticks

QUANTITIES = {
    "validation_accuracy": ("epoch", "validation accuracy"),
    "test_accuracy": ("epoch", "test accuracy"),
    "loss_sum": ("loss_sum", "summed training losses, sign turned"),
}
"""By quantity: the kind whose mark it has, and its name."""


@dataclass(frozen=True)
class Curve:
    """Agreement of one quantity with long training, epoch by epoch, rising."""

    quantity: str
    epochs: Sequence[int]
    agreements: Sequence[Agreement]


def epochs_plot(curves: Sequence[Curve], schedules: Mapping[int, Agreement], ceiling: float | None) -> Figure:
    """A line with its interval as a band per quantity; schedules of their own as points."""
    figure = blank(7.2, 4.0)
    axes = figure.subplots()
    for each in curves:
        _band(axes, each)
    for epoch, known in schedules.items():
        mark = KIND_MARKS["short"]
        bounds = [known.value if end is None else end for end in (known.low, known.high)]
        axes.plot([epoch, epoch], bounds, color=mark.colour, linewidth=1.6)
        (point,) = axes.plot([epoch], [known.value], mark.shape, color=mark.colour, markersize=6, zorder=4)
        point.set_label("a schedule of its own" if epoch == min(schedules) else "_")
    ceiling_line(axes, ceiling)
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    axes.xaxis.set_major_formatter(plain_ticks())
    axes.yaxis.set_major_formatter(plain_ticks())
    axes.set_xlabel("epochs trained")
    axes.set_ylabel("Kendall's τ with long training")
    bare(axes, grid="y")
    legend(figure, axes.get_legend_handles_labels()[0], 3)
    return figure


def _band(axes: Axes, each: Curve) -> None:
    kind, name = QUANTITIES.get(each.quantity, ("proxy", each.quantity))
    mark = KIND_MARKS[kind]
    lows = [one.value if one.low is None else one.low for one in each.agreements]
    highs = [one.value if one.high is None else one.high for one in each.agreements]
    axes.fill_between(each.epochs, lows, highs, color=mark.colour, alpha=0.12, linewidth=0)
    heights = [one.value for one in each.agreements]
    look = {"color": mark.colour, "marker": mark.shape, "markersize": 3, "linewidth": 1.6}
    axes.plot(each.epochs, heights, label=name, **look)  # type: ignore[arg-type]
