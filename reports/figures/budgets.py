"""Epochs by architecture against equal epochs: tau at equal cost, and who gets how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..cheap_setting import Agreement
from ..wording import percent
from .style import MARKS, SOFT, Mark, bare, blank, legend, plain_ticks

POLICY_MARKS = {
    "constant": Mark(SOFT, "v"),
    "depth_linear": MARKS["size"],
    "paper": MARKS["saliency"],
}


def policy_mark(policy: str) -> Mark:
    """Colour and marker of a policy."""
    return POLICY_MARKS.get(policy, MARKS["other"])


def policy_name(policy: str) -> str:
    """The policy as a reader sees it."""
    return {
        "constant": "equal epochs",
        "depth_linear": "linear in depth",
        "paper": "published rule, scaled",
    }.get(policy, policy.replace("_", " "))


@dataclass(frozen=True)
class Given:
    """What one policy gives under one budget: a depth and epochs for each network."""

    policy: str
    depths: Sequence[float]
    epochs: Sequence[float]


Taus = Mapping[float, Mapping[str, Agreement | None]]
"""By budget and policy, the same policies for each; None where undefined."""


def budget_taus(taus: Taus) -> Figure:
    """A panel for each budget, on one scale: tau of each policy with its interval."""
    rows = max(map(len, taus.values()))
    figure = blank(7.2, 1.1 + 0.3 * rows)
    panels = figure.subplots(1, len(taus), sharex=True, sharey=True, squeeze=False)[0]
    for axes, (budget, policies) in zip(panels, taus.items(), strict=True):
        for height, (policy, known) in enumerate(policies.items()):
            _row(axes, height, policy, known)
        axes.set_yticks(range(rows), [policy_name(policy) for policy in policies])
        axes.set_ylim(rows - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.xaxis.set_major_formatter(plain_ticks())
        axes.set_title(f"{percent(budget)} of the schedule", loc="left")
        axes.set_xlabel("Kendall's τ with long training")
        bare(axes, grid="x")
    return figure


def _row(axes: Axes, height: int, policy: str, known: Agreement | None) -> None:
    if known is None:
        return
    mark = policy_mark(policy)
    if known.low is not None and known.high is not None:
        axes.plot([known.low, known.high], [height, height], color=mark.colour, linewidth=1.6)
    axes.plot([known.value], [height], mark.shape, color=mark.colour, markersize=6, zorder=3)


def budget_epochs(given: Mapping[float, Sequence[Given]]) -> Figure:
    """A panel for each budget: the epochs that networks get, over their depth."""
    figure = blank(7.2, 3.2)
    panels = figure.subplots(1, len(given), sharex=True, sharey=True, squeeze=False)[0]
    for axes, (budget, policies) in zip(panels, given.items(), strict=True):
        for each in policies:
            mark = policy_mark(each.policy)
            look = {"color": mark.colour, "marker": mark.shape, "s": 14, "alpha": 0.6, "linewidth": 0}
            axes.scatter(each.depths, each.epochs, label=policy_name(each.policy), **look)
        axes.set_title(f"{percent(budget)} of the schedule", loc="left")
        axes.set_xlabel("depth (layers with weights)")
        axes.xaxis.set_major_formatter(plain_ticks())
        axes.yaxis.set_major_formatter(plain_ticks())
        bare(axes, grid="y")
    panels[0].set_ylabel("epochs given")
    legend(figure, panels[0].get_legend_handles_labels()[0])
    return figure
