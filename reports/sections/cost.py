"""What a proxy's tau costs."""

from __future__ import annotations

from collections.abc import Sequence

from ..figures.cost import cheapest, cost_scatter, placed
from ..section import Picture, Section
from ..standing import Standing
from ..wording import fixed, listing, seconds


def cost(standings: Sequence[Standing], suffix: str = "") -> Section:
    """The Pareto front in words, and the figure."""
    shown = placed(standings)
    if not shown:
        return Section(f"cost{suffix}", "Cost", "No proxy has both a τ and a measured cost.")
    absent = [each.proxy for each in standings if each not in shown]
    picture = Picture(
        f"cost{suffix}",
        alt="Kendall's tau against CPU seconds of every proxy; the leaderboard holds the same numbers",
        caption="Each proxy’s own cost: building the network, the passes it names, each counted whole, and "
        "its arithmetic. Dashed: the front, where nothing else is both cheaper and stronger.",
        draw=lambda: cost_scatter(standings),
    )
    return Section(
        f"cost{suffix}",
        "Cost",
        _finding(shown),
        pictures=(picture,),
        caveat=f"Not drawn, as τ or cost is missing: {listing(absent)}." if absent else "",
    )


def _finding(shown: Sequence[Standing]) -> str:
    kept = cheapest(shown)
    steps = [f"{each.proxy} ({seconds(each.standalone_cpu_s)}, τ {fixed(each.tau)})" for each in kept]
    dearest = max(shown, key=lambda each: (each.standalone_cpu_s or 0, each.proxy))
    verb = "is" if len(kept) == 1 else "are"
    text = f"{listing(steps)} {verb} the front: nothing cheaper ranks better."
    if dearest not in kept:
        text += f" The dearest, {dearest.proxy}, takes {seconds(dearest.standalone_cpu_s)} an architecture."
    return text
