"""Agreement of cheap settings with long training, against what they cost."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..cheap_setting import CURVES, CheapSetting, Cost, Measure, cheapest, clock, placed
from .front_line import front_line
from .kinds import KIND_MARKS, ceiling_line, kind_handles
from .labels import Point, label_points
from .style import bare, blank, brief, legend, logarithmic, plain_ticks, prefixed

AXES: dict[Cost, str] = {
    "cost_s": "seconds for one architecture (mean)",
    "cost_macs": "multiply-adds for one architecture (mean)",
    "cost_ratio": "share of the whole training",
}
_NAMES: dict[Measure, str] = {"tau": "Kendall's τ with long training", "rho": "Spearman's ρ"}


def fidelity_cost(found: Sequence[CheapSetting], axis: Cost, ceiling: float | None) -> Figure:
    """One mark with its interval per setting, names beside them; looks at one curve are joined, not named.

    Dashed: the Pareto front; dotted: the noise ceiling.
    """
    figure = blank(7.2, 4.5)
    axes = figure.subplots()
    _draw(axes, found, axis, "tau")
    ceiling_line(axes, ceiling)
    shown = placed(found, axis)
    _legend(figure, shown)
    named = [each for each in shown if each.kind not in CURVES]
    bars = [*(_bar(each, axis, "tau") for each in shown), *_steps(axes, found, axis)]
    label_points(axes, [(*_point(each, axis, "tau"), brief(each.setting)) for each in named], bars)
    return figure


def _steps(axes: Axes, found: Sequence[CheapSetting], axis: Cost) -> list[tuple[Point, Point]]:
    """The level parts of the front."""
    kept = [_point(each, axis, "tau") for each in cheapest(found, axis)]
    ends = [*(x for x, _ in kept[1:]), axes.get_xlim()[1]]
    return [((x, y), (end, y)) for (x, y), end in zip(kept, ends, strict=True)]


def fidelity_rho(found: Sequence[CheapSetting], shown_axes: Sequence[Cost]) -> Figure:
    """The same marks in Spearman's rho, a panel for each kind of cost."""
    figure = blank(7.2 if len(shown_axes) > 1 else 4.4, 3.2)
    panels = figure.subplots(1, len(shown_axes), sharey=True, squeeze=False)[0]
    for axes, axis in zip(panels, shown_axes, strict=True):
        _draw(axes, found, axis, "rho")
        axes.set_xlabel(_axis_title(found, axis).replace("for one architecture ", ""))
    for axes in panels[1:]:
        axes.set_ylabel("")
    _legend(figure, [each for axis in shown_axes for each in placed(found, axis, "rho")])
    return figure


def _legend(figure: Figure, shown: Sequence[CheapSetting]) -> None:
    handles = kind_handles(each.kind for each in shown)
    legend(figure, handles, min(3, len(handles)))


def _draw(axes: Axes, found: Sequence[CheapSetting], axis: Cost, measure: Measure) -> None:
    shown = placed(found, axis, measure)
    for each in shown:
        mark = KIND_MARKS[each.kind]
        axes.plot(*zip(*_bar(each, axis, measure), strict=True), color=mark.colour, linewidth=1.0, alpha=0.6)
        axes.plot(*_point(each, axis, measure), mark.shape, color=mark.colour, markersize=6, zorder=3)
    for kind in CURVES:
        if joined := sorted(_point(each, axis, measure) for each in shown if each.kind == kind):
            axes.plot(*zip(*joined, strict=True), color=KIND_MARKS[kind].colour, linewidth=0.8)
    axes.margins(x=0.08, y=0.08)
    logarithmic(axes, few=30)
    axes.xaxis.set_major_formatter(prefixed() if axis == "cost_macs" else plain_ticks())
    axes.yaxis.set_major_formatter(plain_ticks())
    axes.set_xlabel(_axis_title(found, axis))
    axes.set_ylabel(_NAMES[measure])
    bare(axes, grid="both")
    front_line(axes, [_point(each, axis, measure) for each in cheapest(found, axis, measure)])


def _axis_title(found: Sequence[CheapSetting], axis: Cost) -> str:
    return f"{clock(found)} {AXES[axis]}" if axis == "cost_s" else AXES[axis]


def _point(each: CheapSetting, axis: Cost, measure: Measure) -> Point:
    known = each.agreement(measure)
    return each.cost(axis) or 0.0, known.value if known else 0.0


def _bar(each: CheapSetting, axis: Cost, measure: Measure) -> tuple[Point, Point]:
    x, y = _point(each, axis, measure)
    known = each.agreement(measure)
    if known is None or known.low is None or known.high is None:
        return (x, y), (x, y)
    return (x, known.low), (x, known.high)
