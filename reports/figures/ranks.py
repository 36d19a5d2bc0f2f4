"""Average ranks on a line, those that cannot be told apart joined by bars."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..strategies import label
from .entrants import entrant_mark
from .style import INK, SOFT, bare, blank, brief, plain_ticks

Ranked = Sequence[tuple[str, float]]
"""Strategies with their average rank, best first."""


def cliques(ranks: Sequence[float], critical: float) -> list[tuple[int, int]]:
    """First and last place of each longest run of rising ranks less than `critical` apart, two or more."""
    found: list[tuple[int, int]] = []
    for first, rank in enumerate(ranks):
        last = max(place for place in range(first, len(ranks)) if ranks[place] - rank < critical)
        if last > first and (not found or last > found[-1][1]):
            found.append((first, last))
    return found


def rank_lines(ranked: Ranked, critical: float) -> Figure:
    """A row for each strategy, best on top; upright bars join those that are not told apart."""
    joined = cliques([rank for _, rank in ranked], critical)
    figure = blank(7.2, 1.3 + 0.27 * len(ranked))
    axes, bars = figure.subplots(1, 2, sharey=True, width_ratios=[5, max(1, 0.3 * len(joined))])
    for height, (strategy, rank) in enumerate(ranked):
        mark = entrant_mark(strategy)
        axes.plot([0.8, rank], [height, height], color=SOFT, linewidth=0.6, zorder=1)
        axes.plot([rank], [height], mark.shape, color=mark.colour, markersize=6, zorder=3)
    for place, (first, last) in enumerate(joined):
        bars.plot([place, place], [first - 0.25, last + 0.25], color=INK, linewidth=2.4, clip_on=False)
    bars.set_xlim(-0.5, max(1, len(joined)) - 0.5)
    bars.set_axis_off()
    _frame(axes, ranked, critical)
    return figure


def _frame(axes: Axes, ranked: Ranked, critical: float) -> None:
    axes.set_yticks(range(len(ranked)), [brief(label(strategy)) for strategy, _ in ranked])
    axes.set_ylim(len(ranked) - 0.4, -1.6)
    axes.set_xlim(0.8, max(rank for _, rank in ranked) + 0.4)
    right = axes.get_xlim()[1]
    shown = min(critical, right - 0.8)
    axes.plot([right - shown, right], [-0.95, -0.95], color=INK, linewidth=1.4)
    text = f"critical difference {critical:.2f}"
    axes.text(right, -1.1, text, ha="right", va="bottom", fontsize=8, color=SOFT)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(plain_ticks())
    axes.set_xlabel("average rank (1 is best)")
    bare(axes, grid="x")
    axes.spines["left"].set_visible(False)
