"""The line along a Pareto front."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from .style import SOFT


def front_line(axes: Axes, points: Sequence[tuple[float, float]], colour: str = SOFT) -> None:
    """Dashed steps through `points`, cheapest first, and on to the right edge, which stays where it is."""
    if not points:
        return
    right = axes.get_xlim()[1]
    x, y = zip(*points, (right, points[-1][1]), strict=True)
    (line,) = axes.step(x, y, where="post", color=colour, linewidth=1.0)
    line.set(linestyle=(0, (4, 2)), zorder=1)
    axes.set_xlim(right=right)
