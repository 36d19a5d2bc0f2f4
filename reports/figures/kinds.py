"""How kinds of cheap settings are drawn, and the line that noise sets."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ..cheap_setting import KINDS
from .style import INK, MARKS, SOFT, Mark

KIND_MARKS = {
    "reduction": MARKS["size"],
    "short": MARKS["saliency"],
    "epoch": MARKS["separability"],
    "loss_sum": MARKS["other"],
    "proxy": Mark(SOFT, "v"),
}


def kind_handles(present: Iterable[str]) -> list[Line2D]:
    """Legend entries of the kinds present, in their fixed order."""
    kept = set(present)
    return [
        Line2D(
            [], [], linestyle="none", marker=KIND_MARKS[kind].shape, color=KIND_MARKS[kind].colour, label=name
        )
        for kind, name in KINDS.items()
        if kind in kept
    ]


def ceiling_line(axes: Axes, height: float | None) -> None:
    """A dotted line across at the noise ceiling, with its name at the right; none where it is unknown."""
    if height is None:
        return
    axes.axhline(height, color=INK, linewidth=1.0, linestyle=(0, (1, 2)), zorder=1)
    axes.annotate(
        "ceiling",
        (1.0, height),
        xycoords=axes.get_yaxis_transform(),
        xytext=(3, 0),
        textcoords="offset points",
        va="center",
        fontsize=7.5,
        color=SOFT,
    )
