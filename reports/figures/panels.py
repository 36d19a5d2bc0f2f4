"""A grid of small panels, one for each search method."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..methods import label
from .style import blank, brief

_COLUMNS = 3


def method_panels(
    methods: Sequence[str], height: float, name: Callable[[str], str] = label
) -> tuple[Figure, Iterator[tuple[str, Axes]]]:
    """A figure, and the panel of each method, titled by `name`; both axes shared, `height` inches a row."""
    columns = min(_COLUMNS, len(methods))
    rows = ceil(len(methods) / columns)
    figure = blank(max(3.4, 2.4 * columns), 0.5 + height * rows)
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    for place, axes in enumerate(grid.flat):
        if place >= len(methods):
            axes.set_visible(False)
            grid.flat[place - columns].xaxis.set_tick_params(labelbottom=True)
        else:
            axes.set_title(brief(name(methods[place])), loc="left")
    return figure, zip(methods, grid.flat, strict=False)
