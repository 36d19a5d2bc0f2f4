"""What searches had found at every cost, how they ended, and when they came near the best."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from lcmnas_core.metrics.search_curves import Band, band

from .asks import AREA, EVALUATIONS, MACS, QUESTIONS, SPENT
from .entrants import ENTRANTS
from .request import WITHIN
from .results import Floats, Results

Row = dict[str, Any]

DAY_SECONDS = 86_400


def curves(found: Results) -> Iterator[Row]:
    """Rows of frame `curves`: regret over seeds at every cost of the grid.

    `landscape`, `strategy`, `cost`, `unit`, `median`, `q25`, `q75`, `mean`, `low`, `high` (of the mean; null
    below 30 seeds), `n`.
    """
    over_seeds = band(found.regrets)
    for place, cost in enumerate(found.arena.grid):
        yield {**_who(found), "cost": cost, **_at(over_seeds, place)}


def final(found: Results) -> Row:
    """A row of frame `finals`: the incumbent when the budget was used up, and what that took.

    As `curves` for the regret, with `budget`; `area` (mean regret over log cost), `area_low`, `area_high`;
    `accuracy`, `accuracy_low`, `accuracy_high` of the incumbents on average; and, means over seeds,
    `evaluations` (whole trainings charged), `questions`, `simulated_cost` (in the unit), `simulated_gpu_days`
    (null unless the seconds are of a GPU), `simulated_macs` (null where not known); `is_tuned_here`: settings
    were chosen on this landscape.
    """
    regret = _at(band(found.regrets[:, -1:]), 0)
    area = _at(band(found.totals[AREA][:, None]), 0)
    best, spent = found.arena.best, _mean(found.totals[SPENT])
    return {
        **_who(found),
        "budget": found.arena.budget,
        **regret,
        "accuracy": best - regret["mean"],
        "accuracy_low": _less(best, regret["high"]),
        "accuracy_high": _less(best, regret["low"]),
        "area": area["mean"],
        "area_low": area["low"],
        "area_high": area["high"],
        "evaluations": _mean(found.totals[EVALUATIONS]),
        "questions": _mean(found.totals[QUESTIONS]),
        "simulated_cost": spent,
        "simulated_gpu_days": _days(found, spent),
        "simulated_macs": _mean(found.totals[MACS]),
        "is_tuned_here": found.arena.name in ENTRANTS[found.contest.strategy].tuned_on,
    }


def reach(found: Results) -> Iterator[Row]:
    """Rows of frame `reach`: cost until the regret was at most `within` for the first time.

    `landscape`, `strategy`, `unit`, `within`, `share` of the searches that came so near before the budget was
    used up, `median`, `q25`, `q75` of all searches (one that never did counts as endless, so a quantile may
    be null), `n`.
    """
    for place, within in enumerate(WITHIN):
        costs = found.reached[:, place]
        q25, median, q75 = np.quantile(costs, [0.25, 0.5, 0.75], method="inverted_cdf")
        yield {
            **_who(found),
            "within": within,
            "share": float(np.isfinite(costs).mean()),
            "median": _finite(median),
            "q25": _finite(q25),
            "q75": _finite(q75),
            "n": len(costs),
        }


def overhead(found: Results) -> Row:
    """A row of frame `overhead`: what suggesting took here, measured, apart from what answers would cost.

    `landscape`, `strategy`, `wall_s` (median over searches), `wall_q25_s`, `wall_q75_s`, `cpu_s` (median),
    `wall_per_question_s` (median), `share_of_cost` (wall over simulated seconds, medians; null without
    seconds), `n`.
    """
    q25, median, q75 = np.quantile(found.wall_s, [0.25, 0.5, 0.75])
    spent = np.median(found.totals[SPENT])
    return {
        **_who(found),
        "wall_s": float(median),
        "wall_q25_s": float(q25),
        "wall_q75_s": float(q75),
        "cpu_s": float(np.median(found.cpu_s)),
        "wall_per_question_s": float(np.median(found.wall_s / np.maximum(found.totals[QUESTIONS], 1))),
        "share_of_cost": float(median / spent) if found.arena.unit == "seconds" and spent else None,
        "n": len(found.seeds),
    }


def _who(found: Results) -> Row:
    return {"landscape": found.arena.name, "strategy": found.contest.strategy, "unit": found.arena.unit}


def _at(over_seeds: Band, place: int) -> Row:
    """One place of a band by the names of columns."""
    row: Row = {name: float(getattr(over_seeds, name)[place]) for name in ("median", "q25", "q75", "mean")}
    for name in ("low", "high"):
        ends: Floats | None = getattr(over_seeds, name)
        row[name] = None if ends is None else float(ends[place])
    return {**row, "n": over_seeds.n}


def _days(found: Results, spent: float | None) -> float | None:
    return spent / DAY_SECONDS if found.arena.seconds_of == "gpu" and spent is not None else None


def _mean(values: Floats) -> float | None:
    return None if np.isnan(values).any() else float(values.mean())


def _less(best: float, regret: float | None) -> float | None:
    return None if regret is None else best - regret


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
