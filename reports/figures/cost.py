"""Tau against the seconds that a proxy costs on its own."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..families import family_of
from ..pareto import front
from ..standing import Standing
from .front_line import front_line
from .labels import Point, label_points
from .style import MARKS, bare, blank, brief, family_handles, legend, logarithmic, plain_ticks


def placed(standings: Sequence[Standing]) -> list[Standing]:
    """Those that have both a tau and a positive cost."""
    return [each for each in standings if each.tau is not None and (each.standalone_cpu_s or 0) > 0]


def cheapest(standings: Sequence[Standing]) -> list[Standing]:
    """Proxies that no other is both at least as cheap and stronger than, cheapest first, equals by name."""
    by_name = sorted(placed(standings), key=lambda each: each.proxy)
    return front(by_name, lambda each: each.standalone_cpu_s or 0, lambda each: each.strength or 0)


def cost_scatter(standings: Sequence[Standing]) -> Figure:
    """One mark per proxy, seconds on a logarithmic axis, a step line along the Pareto front."""
    figure = blank(7.2, 4.3)
    axes = figure.subplots()
    shown = placed(standings)
    bars = [bar for each in shown for bar in _bars(each)]
    for each in shown:
        _mark(axes, each)
    _frame(axes, any(not each.higher_is_better for each in shown))
    front_line(axes, [(each.standalone_cpu_s or 0, each.strength or 0) for each in cheapest(standings)])
    handles = family_handles(family_of(each.proxy) for each in shown)
    legend(figure, handles)
    label_points(
        axes, [(each.standalone_cpu_s or 0, each.strength or 0, brief(each.proxy)) for each in shown], bars
    )
    return figure


def _bars(each: Standing) -> list[tuple[Point, Point]]:
    """The interval of tau, upright, and the way to the 95th percentile of the cost, level."""
    seconds, strength = each.standalone_cpu_s or 0.0, each.strength or 0.0
    sign = 1 if each.higher_is_better else -1
    bars: list[tuple[Point, Point]] = []
    if each.tau_low is not None and each.tau_high is not None:
        bars.append(((seconds, sign * each.tau_low), (seconds, sign * each.tau_high)))
    if each.standalone_cpu_s_p95 is not None:
        bars.append(((seconds, strength), (each.standalone_cpu_s_p95, strength)))
    return bars


def _mark(axes: Axes, each: Standing) -> None:
    mark = MARKS[family_of(each.proxy)]
    for (x, y), (x_end, y_end) in _bars(each):
        axes.plot([x, x_end], [y, y_end], color=mark.colour, linewidth=1.0, alpha=0.7)
    axes.plot([each.standalone_cpu_s or 0], [each.strength or 0], mark.shape, color=mark.colour, markersize=6)


def _frame(axes: Axes, turned: bool) -> None:
    axes.margins(x=0.08, y=0.08)
    logarithmic(axes)
    axes.yaxis.set_major_formatter(plain_ticks())
    axes.set_xlabel(
        "CPU seconds for one architecture, the proxy on its own (median; line to the 95th percentile)"
    )
    axes.set_ylabel("Kendall's τ" + (", sign turned where lower is better" if turned else ""))
    bare(axes, grid="both")
