"""CPU seconds of each phase of a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..wording import NOTHING, seconds
from .panels import method_panels
from .style import bare, brief, mark_of, prefixed


def phase_bars(spent: Mapping[str, Mapping[str, float]], phases: Sequence[str]) -> Figure:
    """A panel for each method, a bar for each phase: `spent[method][phase]` CPU seconds of one search."""
    figure, panels = method_panels(list(spent), 0.45 + 0.2 * len(phases))
    longest = max(value for parts in spent.values() for value in parts.values()) or 1.0
    for method, axes in panels:
        values = [spent[method].get(phase, 0.0) for phase in phases]
        axes.barh(range(len(phases)), values, height=0.62, linewidth=0, color=mark_of(method).colour)
        for height, value in enumerate(values):
            text = seconds(value) if value else NOTHING
            place: dict[str, Any] = {"xytext": (3, 0), "textcoords": "offset points"}
            axes.annotate(text, (value, height), va="center", fontsize=7.5, **place)
        axes.set_yticks(range(len(phases)), [brief(phase) for phase in phases])
        axes.set_ylim(len(phases) - 0.4, -0.6)
        axes.set_xlim(0, 1.28 * longest)
        axes.xaxis.set_major_locator(MaxNLocator(4))
        axes.xaxis.set_major_formatter(prefixed())
        axes.tick_params(axis="y", length=0)
        bare(axes)
    figure.supxlabel("CPU seconds of one search (median over seeds)", fontsize=9)
    return figure
