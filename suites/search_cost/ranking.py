"""Who is ahead of whom: average ranks over seeds of one landscape, and over landscapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from lcmnas_core.metrics.friedman import average_ranks

from .asks import AREA, REGRET
from .entrants import ENTRANTS
from .results import Floats, Results

ALL = "all"
"""Stands for a landscape where families of them are the blocks."""

MEASURES = (REGRET, AREA)


def ranks(found: Sequence[Results]) -> Iterator[dict[str, Any]]:
    """Rows of frame `ranks`; rank 1 is least.

    `landscape` (`all`: each family of landscapes is one block, for they are not independent within it; ranks
    are by the mean over seeds and averaged over the family; strategies are those that were on every one;
    landscapes on which this project chose settings of any are left out), `measure` (`regret` at the end,
    `area_under_regret`), `strategy`, `rank`, `blocks`, `statistic` and `p` (Friedman; null where all
    tie), `critical_difference` (Nemenyi, 95 %), `is_tuned_here` (settings were chosen on this landscape).
    """
    places = list(dict.fromkeys(each.arena.name for each in found))
    fair = [place for place in places if not any(_is_tuned(each.contest.strategy, place) for each in found)]
    for measure in MEASURES:
        for place in places:
            here = {each.contest.strategy: each for each in found if each.arena.name == place}
            yield from _ranked(place, measure, _over_seeds(here, measure))
        yield from _ranked(ALL, measure, _over_families(found, fair, measure))


def _is_tuned(strategy: str, place: str) -> bool:
    return strategy in ENTRANTS and place in ENTRANTS[strategy].tuned_on


def _ranked(place: str, measure: str, values: Mapping[str, Sequence[float]]) -> Iterator[dict[str, Any]]:
    if len(values) < 2 or not min(map(len, values.values())):
        return
    told = average_ranks(np.array(list(values.values())).T)
    for strategy, rank in zip(values, told.ranks, strict=True):
        yield {
            "landscape": place,
            "measure": measure,
            "strategy": strategy,
            "rank": float(rank),
            "blocks": told.blocks,
            "statistic": told.statistic,
            "p": told.p,
            "critical_difference": told.critical_difference,
            "is_tuned_here": _is_tuned(strategy, place),
        }


def _over_seeds(here: Mapping[str, Results], measure: str) -> dict[str, list[float]]:
    """By strategy, a value for each seed under which every strategy is whole."""
    by_seed = {
        strategy: dict(zip(each.seeds, _of(each, measure), strict=True)) for strategy, each in here.items()
    }
    common = sorted(set.intersection(*(set(values) for values in by_seed.values())))
    return {strategy: [float(values[seed]) for seed in common] for strategy, values in by_seed.items()}


def _over_families(found: Sequence[Results], places: Sequence[str], measure: str) -> dict[str, list[float]]:
    """By strategy, its average rank on the landscapes of each family."""
    from scipy.stats import rankdata

    means: dict[str, dict[str, float]] = {}
    families: dict[str, list[str]] = {}
    for each in found:
        means.setdefault(each.contest.strategy, {})[each.arena.name] = float(_of(each, measure).mean())
    for place, family in {each.arena.name: each.arena.family for each in found}.items():
        if place in places:
            families.setdefault(family, []).append(place)
    everywhere = {name: values for name, values in means.items() if set(places) <= set(values)}
    if len(families) < 2 or not everywhere:
        return {}
    ranked = [
        rankdata([[values[place] for values in everywhere.values()] for place in family], axis=1).mean(axis=0)
        for family in families.values()
    ]
    return dict(zip(everywhere, np.array(ranked).T.tolist(), strict=True))


def _of(found: Results, measure: str) -> Floats:
    return found.regrets[:, -1] if measure == REGRET else found.totals[AREA]
