"""Tau of every proxy with its interval, strongest on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..families import family_of
from ..standing import Standing, baseline
from ..wording import fixed
from .style import INK, MARKS, RULE, SOFT, bare, blank, brief, family_handles, legend, plain_ticks

_LINES = {"params": "solid", "macs": (0, (5, 2))}
_TEXT_COLUMNS: tuple[tuple[str, float, Literal["left", "right"]], ...] = (
    ("τ", 0.16, "right"),
    ("interval", 0.62, "right"),
    ("beats params", 0.70, "left"),
)


def forest(standings: Sequence[Standing], ceiling: float | None = None) -> Figure:
    """Points with 95% intervals; vertical lines at params, macs and the noise ceiling; numbers on the right.

    Proxies without a tau keep their line and say so.
    """
    figure = blank(7.2, 1.15 + 0.27 * len(standings))
    axes, words = figure.subplots(1, 2, sharey=True, width_ratios=[1.8, 1])
    for height, each in enumerate(standings):
        _mark(axes, height, each)
        _say(words, height, each)
    _frame(axes, standings)
    _references(axes, standings, ceiling)
    words.set_axis_off()
    for name, x, side in _TEXT_COLUMNS:
        words.text(x, -0.75, name, ha=side, va="bottom", fontsize=8, color=SOFT)
    handles = family_handles(family_of(each.proxy) for each in standings)
    legend(figure, handles)
    return figure


def _mark(axes: Axes, height: int, each: Standing) -> None:
    if each.tau is None:
        return
    mark = MARKS[family_of(each.proxy)]
    if each.tau_low is not None and each.tau_high is not None:
        axes.plot([each.tau_low, each.tau_high], [height, height], color=mark.colour, linewidth=1.6)
    axes.plot([each.tau], [height], mark.shape, color=mark.colour, markersize=5.5, zorder=3)


def _say(words: Axes, height: int, each: Standing) -> None:
    interval = "" if each.tau_low is None else f"{fixed(each.tau_low, 2)} to {fixed(each.tau_high, 2)}"
    cells = ("undefined" if each.tau is None else fixed(each.tau), interval, each.beats_params or "")
    for (_, x, side), cell in zip(_TEXT_COLUMNS, cells, strict=True):
        words.text(x, height, cell, ha=side, va="center", fontsize=8)


def _frame(axes: Axes, standings: Sequence[Standing]) -> None:
    names = [brief(each.proxy) + ("" if each.higher_is_better else " ↓") for each in standings]
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(plain_ticks())
    axes.margins(x=0.04)
    axes.set_xlabel("Kendall's τ with accuracy (95% interval)")
    bare(axes, grid="x")
    axes.spines["left"].set_visible(False)


def _references(axes: Axes, standings: Sequence[Standing], ceiling: float | None) -> None:
    low, high = axes.get_xlim()
    if low < 0 < high:
        axes.axvline(0, color=SOFT, linewidth=0.8, zorder=0)
    lines = [
        (found.tau, name, style, MARKS["size"].colour)
        for name, style in _LINES.items()
        if (found := baseline(standings, name)) is not None and found.tau is not None
    ]
    if ceiling is not None:
        lines.append((ceiling, "ceiling", (0, (1, 2)), INK))
    for level, (x, name, style, colour) in enumerate(sorted(lines, key=lambda line: line[0])):
        axes.axvline(x, color=colour, linewidth=1.0, linestyle=style, zorder=1)
        _tag(axes, x, name, level, len(lines))


def _tag(axes: Axes, x: float, name: str, level: int, levels: int) -> None:
    """A name over its line; neighbours take different heights, so that close lines stay readable."""
    height = 4 + 9 * (levels - 1 - level)
    axes.annotate(
        name,
        (x, 1),
        xycoords=axes.get_xaxis_transform(),
        xytext=(0, height),
        textcoords="offset points",
        ha="center",
        fontsize=7.5,
        color=SOFT,
        arrowprops={"arrowstyle": "-", "color": RULE, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 0},
    )
