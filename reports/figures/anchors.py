"""Our taus beside published ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .labels import Point, label_points
from .style import BAD, GOOD, INK, SOFT, UNSURE, bare, blank, brief, legend, plain_ticks

_TONES = {"good": (GOOD, "o"), "unsure": (UNSURE, "D"), "bad": (BAD, "X")}


@dataclass(frozen=True)
class Anchor:
    """One proxy on the same architectures: tau of our scores, tau of the released ones, their difference."""

    proxy: str
    ours: float
    released: float
    low: float | None
    high: float | None
    verdict: str
    tone: str


@dataclass(frozen=True)
class Literature:
    """A published tau, on other architectures than ours, beside ours."""

    ours: float
    published: float


def anchor_plot(groups: Sequence[tuple[str, Sequence[Anchor]]], literature: Sequence[Literature]) -> Figure:
    """Published tau across, ours up, a line where they are equal; one panel per comparison.

    The bar of a mark is the interval of the difference around the released tau: where it does not reach the
    line, the difference is more than chance. Small hollow circles are taus from papers.
    """
    columns = max(1, min(2, len(groups)))
    rows = max(1, -(-len(groups) // columns))
    figure = blank(7.2, 0.6 + (3.4 if columns > 1 else 5.2) * rows)
    grid = figure.subplots(rows, columns, squeeze=False)
    shown = list(groups) or [("", ())]
    for axes, (title, anchors) in zip(grid.flat, shown, strict=False):
        _panel(axes, title, anchors, literature)
    for axes in grid.flat[len(shown) :]:
        axes.set_visible(False)
    handles = _handles([anchor for _, anchors in groups for anchor in anchors], bool(literature))
    legend(figure, handles)
    for axes, (_, anchors) in zip(grid.flat, shown, strict=False):
        circles = [((each.published, each.ours), (each.published, each.ours)) for each in literature]
        bars = [bar for anchor in anchors if (bar := _bar(anchor)) is not None]
        names = [(each.released, each.ours, brief(each.proxy)) for each in anchors]
        label_points(axes, names, [*circles, *bars])
    return figure


def _bar(anchor: Anchor) -> tuple[Point, Point] | None:
    if anchor.low is None or anchor.high is None:
        return None
    return (anchor.released, anchor.released + anchor.low), (anchor.released, anchor.released + anchor.high)


def _panel(axes: Axes, title: str, anchors: Sequence[Anchor], literature: Sequence[Literature]) -> None:
    axes.plot(
        [each.published for each in literature],
        [each.ours for each in literature],
        linestyle="none",
        marker="o",
        markersize=3.5,
        markerfacecolor="none",
        markeredgecolor=SOFT,
        markeredgewidth=0.7,
    )
    for anchor in anchors:
        colour, shape = _TONES[anchor.tone]
        if (bar := _bar(anchor)) is not None:
            axes.plot(*zip(*bar, strict=True), color=colour, linewidth=1.2)
        axes.plot([anchor.released], [anchor.ours], shape, color=colour, markersize=6, zorder=3)
    axes.axline((0, 0), slope=1, color=INK, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1)
    axes.set_title(title, loc="left")
    axes.set_xlabel("published τ")
    axes.set_ylabel("our τ")
    axes.set_aspect("equal", adjustable="datalim")
    axes.xaxis.set_major_formatter(plain_ticks())
    axes.yaxis.set_major_formatter(plain_ticks())
    bare(axes, grid="both")


def _handles(anchors: Sequence[Anchor], literature: bool) -> list[Line2D]:
    verdicts = sorted({(anchor.verdict, anchor.tone) for anchor in anchors}, key=lambda pair: pair[::-1])
    handles = [
        Line2D([], [], linestyle="none", marker=_TONES[tone][1], color=_TONES[tone][0], label=verdict)
        for verdict, tone in verdicts
    ]
    if literature:
        look: dict[str, Any] = {
            "marker": "o",
            "markersize": 3.5,
            "markerfacecolor": "none",
            "markeredgecolor": SOFT,
        }
        handles.append(Line2D([], [], linestyle="none", label="from papers, other architectures", **look))
    return handles
