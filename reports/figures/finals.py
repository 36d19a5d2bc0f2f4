"""Test accuracy of what each search found, and the paired differences from one method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..methods import label
from .style import INK, SOFT, bare, blank, brief, mark_of, plain_ticks

Accuracies = Mapping[str, Mapping[int, float]]
"""Test accuracy by method and seed."""


def finals(accuracies: Accuracies, reference: str) -> Figure:
    """A row for each method: points of its seeds, their median as an upright bar.

    Left, the accuracies; right, how far each seed lies from `reference` under the same seed.
    """
    figure = blank(7.2, 1.0 + 0.42 * len(accuracies))
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=[1.25, 1])
    methods = list(accuracies)
    for height, method in enumerate(methods):
        _row(left, height, method, list(accuracies[method].values()))
    if reference in accuracies:
        for height, method in enumerate(methods):
            if method != reference:
                _row(right, height, method, _differences(accuracies[method], accuracies[reference]))
        right.axvline(0, color=SOFT, linewidth=0.9, linestyle=(0, (4, 2)), zorder=0)
    left.set_yticks(range(len(methods)), [brief(label(method)) for method in methods])
    left.set_ylim(len(methods) - 0.45, -0.55)
    left.set_xlabel("test accuracy (%)")
    right.set_xlabel(f"minus {label(reference)}, same seed (points)")
    for axes in (left, right):
        axes.xaxis.set_major_formatter(plain_ticks())
        axes.margins(x=0.06)
        axes.tick_params(axis="y", length=0)
        bare(axes, grid="x")
        axes.spines["left"].set_visible(False)
    return figure


def _differences(one: Mapping[int, float], other: Mapping[int, float]) -> list[float]:
    return [one[seed] - other[seed] for seed in one if seed in other]


def _row(axes: Axes, height: int, method: str, accuracies: Sequence[float]) -> None:
    if not accuracies:
        return
    mark = mark_of(method)
    values = 100 * np.array(accuracies)
    middle = float(np.median(values))
    axes.plot([middle, middle], [height - 0.28, height + 0.28], color=INK, linewidth=1.4, zorder=2)
    axes.plot(values, np.full(len(values), height), mark.shape, color=mark.colour, markersize=5.5, zorder=3)
