"""Regret against cost: a few strategies picked out of all, and each in a panel of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter, NullLocator

from ..regret_curve import RegretCurve, Values, leader
from ..strategies import BASELINE, label, picked
from .entrants import end_labels, entrant_mark
from .panels import method_panels
from .style import INK, RULE, SOFT, bare, blank, brief, logarithmic, plain_ticks, prefixed

_LEAST = 0.02
"""Points: where regrets of nothing are drawn."""

_UNITS = {"seconds": "simulated seconds of training", "evaluations": "whole trainings"}


def regret(found: Sequence[RegretCurve]) -> Figure:
    """Medians as lines, quartiles shaded, of those picked out; medians of the others in grey."""
    figure = blank(7.2, 4.4)
    axes = figure.subplots()
    shown = picked((each.strategy for each in found), leader(found))
    for each in found:
        if each.strategy not in shown:
            axes.plot(each.cost, _drawn(each.median), color=SOFT, linewidth=0.8, alpha=0.55, zorder=1)
    for each in found:
        if each.strategy in shown:
            _picked_out(axes, each)
    _frame(axes, found)
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ends = [
        (float(_drawn(each.median)[-1]), brief(label(each.strategy)), entrant_mark(each.strategy).colour)
        for each in found
        if each.strategy in shown
    ]
    end_labels(axes, ends)
    axes.set_xlabel(_UNITS.get(found[0].unit, found[0].unit))
    axes.set_ylabel("regret (points of accuracy)")
    return figure


def regret_panels(found: Sequence[RegretCurve]) -> Figure:
    """A panel for each strategy: median and quartiles, over the median of the baseline in grey."""
    curves = {each.strategy: each for each in found}
    figure, panels = method_panels(list(curves), 1.5, label)
    for strategy, axes in panels:
        if strategy != BASELINE and BASELINE in curves:
            under = curves[BASELINE]
            axes.plot(under.cost, _drawn(under.median), color=SOFT, linewidth=1.0, linestyle=(0, (4, 2)))
        each = curves[strategy]
        axes.fill_between(each.cost, _drawn(each.q25), _drawn(each.q75), color=RULE, linewidth=0)
        axes.plot(each.cost, _drawn(each.median), color=INK, linewidth=1.5)
        _frame(axes, found)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(LogLocator())
            axis.set_minor_locator(NullLocator())
    figure.supxlabel(_UNITS.get(found[0].unit, found[0].unit), fontsize=9)
    figure.supylabel("regret (points)", fontsize=9)
    return figure


def _picked_out(axes: Axes, each: RegretCurve) -> None:
    mark = entrant_mark(each.strategy)
    axes.fill_between(
        each.cost, _drawn(each.q25), _drawn(each.q75), color=mark.colour, alpha=0.1, linewidth=0
    )
    axes.plot(
        each.cost, _drawn(each.median), color=mark.colour, marker=mark.shape, markersize=4, linewidth=1.8
    )


def _drawn(regrets: Values) -> Values:
    """In points, on a logarithmic axis that has no zero."""
    drawn: Values = np.maximum(100 * regrets, _LEAST)
    return drawn


def _frame(axes: Axes, found: Sequence[RegretCurve]) -> None:
    heights = np.concatenate(list(chain.from_iterable((each.q25, each.median, each.q75) for each in found)))
    axes.set_yscale("log")
    axes.set_ylim(0.8 * _drawn(heights).min(), 1.25 * _drawn(heights).max())
    logarithmic(axes, few=10)
    axes.xaxis.set_major_formatter(prefixed())
    axes.set_xlim(min(each.cost[0] for each in found), max(each.cost[-1] for each in found))
    axes.yaxis.set_major_formatter(plain_ticks())
    axes.yaxis.set_minor_formatter(NullFormatter())
    bare(axes, grid="y")
