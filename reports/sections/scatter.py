"""Scores against accuracy, where the accuracies are at hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..figures.scatter import VECTOR_POINTS, Panel
from ..figures.scatter import scatter as draw_scatter
from ..section import Picture, Section
from ..standing import Standing
from ..wording import percent, several, slug

COLUMNS = ("population", "arch", "proxy", "seed", "status", "score")


def scatter(
    rows: pd.DataFrame, standings: Sequence[Standing], *, ours: bool, truth: str, suffix: str = ""
) -> Section:
    """One picture of all proxies for the page, one of each for the files.

    `rows` are one population's scores of one seed; without a column `truth` (or with an empty one) the
    figures are named as omitted. Points of another's table are never drawn as vectors.
    """
    title = "Score against accuracy"
    panels = _panels(rows, standings) if "truth" in rows.columns else []
    if not panels:
        missing = f"{title}: accuracies of {truth} are not at hand"
        return Section(f"scatter{suffix}", title, "", omitted=(missing,))
    leader = next(each for each in standings if each.proxy == panels[0].proxy)
    pictures = [_picture(panels, f"scatter{suffix}", ours, on_page=True)]
    pictures += [
        _picture([panel], f"scatter{suffix}-{slug(panel.proxy)}", ours, on_page=False) for panel in panels
    ]
    return Section(
        f"scatter{suffix}", title, _finding(panels[0], leader), pictures=tuple(pictures), caveat=_caveat(ours)
    )


def _panels(rows: pd.DataFrame, standings: Sequence[Standing]) -> list[Panel]:
    usable = rows[rows["score"].notna() & rows["truth"].notna()]
    found = []
    for each in standings:
        part = usable[usable["proxy"] == each.proxy].sort_values("arch", kind="stable")
        if len(part):
            scores, accuracies = (part[name].to_numpy(dtype=np.float64) for name in ("score", "truth"))
            found.append(Panel(each.proxy, each.tau, scores, accuracies))
    return found


def _picture(panels: Sequence[Panel], name: str, ours: bool, *, on_page: bool) -> Picture:
    return Picture(
        name,
        alt="Score against accuracy, one panel for each proxy, strongest first",
        caption="One point per architecture, strongest proxy first; scores as percentiles, since τ sees only "
        "their order. ▾ counts architectures far below the rest, drawn on the lower edge.",
        draw=lambda: draw_scatter(panels, raster=not ours),
        on_page=on_page,
    )


def _finding(panel: Panel, leader: Standing) -> str:
    """What choosing by the strongest proxy brings; ties at the edge of the tenth are all taken."""
    good = panel.scores if leader.higher_is_better else -panel.scores
    edge = np.sort(good)[-max(1, len(good) // 10)]
    chosen = panel.accuracies[good >= edge]
    return (
        f"The tenth that {panel.proxy} scores best averages {percent(float(chosen.mean()), 2)} accuracy; "
        f"all {several(len(good), 'architecture')} average {percent(float(panel.accuracies.mean()), 2)}."
    )


def _caveat(ours: bool) -> str:
    if ours:
        return f"Above {VECTOR_POINTS:,} points in all, they are a picture inside the figure."
    return (
        "The accuracies belong to another’s table: they are drawn as a picture and are not part of this page."
    )
