"""Differences with their intervals against zero, coloured by verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from .rows_of_intervals import named_rows
from .style import BAD, GOOD, SOFT, UNSURE, Mark, blank

VERDICT_MARKS = {"supported": Mark(GOOD, "o"), "contradicted": Mark(BAD, "X"), "undecided": Mark(UNSURE, "D")}


@dataclass(frozen=True)
class Difference:
    """One comparison; the ends are None where there is no interval."""

    name: str
    value: float
    low: float | None
    high: float | None
    verdict: str


def differences(found: Sequence[Difference], axis: str) -> Figure:
    """A point with its interval for each comparison, in the order given; zero is a line."""
    figure = blank(7.2, 0.9 + 0.3 * len(found))
    axes = figure.subplots()
    for height, each in enumerate(found):
        mark = VERDICT_MARKS.get(each.verdict, VERDICT_MARKS["undecided"])
        if each.low is not None and each.high is not None:
            axes.plot([each.low, each.high], [height, height], color=mark.colour, linewidth=1.6)
        axes.plot([each.value], [height], mark.shape, color=mark.colour, markersize=6, zorder=3)
        axes.text(1.02, height, each.verdict, va="center", fontsize=8, transform=axes.get_yaxis_transform())
    axes.axvline(0, color=SOFT, linewidth=0.9, zorder=0)
    named_rows(axes, [each.name for each in found], axis)
    return figure
