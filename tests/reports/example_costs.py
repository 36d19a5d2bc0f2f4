"""A run of `search-cost` made of invented numbers: two landscapes, four strategies, every frame."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from tests.reports.example_run import EXAMPLE_RUN

Frames = dict[str, pd.DataFrame]
Row = dict[str, Any]

# strategy: mean regret in the end, and the half width of its interval
REGRETS = {
    "random_search": (0.010, 0.001),
    "cell_lcmnas": (0.004, 0.001),
    "lissnas": (0.005, 0.001),
    "proxy_argmax_params": (0.030, 0.001),
}
LANDSCAPES = {"hills": ("seconds", 1000.0), "words": ("evaluations", 50.0)}
BEST = 0.95

COSTS_RUN = replace(
    EXAMPLE_RUN,
    title="Search cost on invented numbers",
    suite="search-cost",
    command="lcmnas run search-cost --preset smoke --out runs/smoke",
    counts_by_status={"ok": 512, "timeout": 1},
)


def cost_frames(landscapes: tuple[str, ...] = tuple(LANDSCAPES)) -> Frames:
    """Every frame of the page; strategies lie alike on all landscapes."""
    pairs = [(place, strategy) for place in landscapes for strategy in REGRETS]
    rows: dict[str, list[Row]] = {
        "landscapes": [_landscape(place) for place in landscapes],
        "curves": [row for pair in pairs for row in curve_rows(*pair)],
        "finals": [final_row(*pair) for pair in pairs],
        "ranks": [
            row
            for place in (*landscapes, *(["all"] if len(landscapes) > 1 else []))
            for row in rank_rows(place)
        ],
        "reach": [row for pair in pairs for row in reach_rows(*pair)],
        "overhead": [overhead_row(*pair) for pair in pairs],
        "locality": [row for place in landscapes for row in locality_rows(place)],
        "walks": [row for place in landscapes for row in walk_rows(place)],
        "shrinkage": [row for place in landscapes for row in shrinkage_rows(place)],
        "costs": [
            *(cost_row(strategy, place) for place, strategy in pairs),
            cost_row("RS", "hills", published=0.14, error=0.063, source="a paper"),
            cost_row("NASNet-A", None, published=2000.0, error=0.0265, source="another paper"),
        ],
        "published": [published_row("NASNet-A", 2000.0, "secondary", "GPU-days: 2,000, once 1,800")],
        "literature": [literature_row("random_search", 0.9371), literature_row("random_search", 0.9450)],
        "failures": [
            {
                "landscape": "hills",
                "strategy": "lissnas",
                "seed": 3,
                "status": "timeout",
                "reason": "too slow",
            }
        ],
    }
    return {name: pd.DataFrame(each) for name, each in rows.items()}


def _landscape(name: str) -> Row:
    unit, budget = LANDSCAPES[name]
    return {
        "name": name,
        "dataset": "planted",
        "architectures": 729,
        "unit": unit,
        "seconds_of": "gpu" if unit == "seconds" else None,
        "budget": budget,
        "shown": "validation accuracy",
        "reported": "test accuracy",
        "best": BEST,
    }


def curve_rows(landscape: str, strategy: str) -> list[Row]:
    """Regret falls tenfold from a hundredth of the budget to all of it."""
    unit, budget = LANDSCAPES[landscape]
    mean, half = REGRETS[strategy]
    return [
        {
            "landscape": landscape,
            "strategy": strategy,
            "unit": unit,
            "cost": budget * share,
            "median": mean * times,
            "q25": mean * times * 0.8,
            "q75": mean * times * 1.2,
            "mean": mean * times,
            "low": mean * times - half,
            "high": mean * times + half,
            "n": 40,
        }
        for share, times in ((0.01, 10.0), (0.1, 3.0), (1.0, 1.0))
    ]


def final_row(landscape: str, strategy: str, **changes: Any) -> Row:
    unit, budget = LANDSCAPES[landscape]
    mean, half = REGRETS.get(strategy, (0.007, 0.001))
    row = {
        "landscape": landscape,
        "strategy": strategy,
        "unit": unit,
        "budget": budget,
        "accuracy": BEST - mean,
        "accuracy_low": BEST - mean - half,
        "accuracy_high": BEST - mean + half,
        "mean": mean,
        "low": mean - half,
        "high": mean + half,
        "median": mean,
        "area": 2 * mean,
        "area_low": 2 * mean - half,
        "area_high": 2 * mean + half,
        "evaluations": 80.5,
        "questions": 120.0,
        "simulated_cost": 0.99 * budget,
        "simulated_gpu_days": 0.99 * budget / 86_400 if unit == "seconds" else None,
        "simulated_macs": 2.5e13,
        "is_tuned_here": strategy == "lissnas" and landscape == "hills",
        "n": 40,
    }
    return {**row, **changes}


def rank_rows(landscape: str) -> list[Row]:
    ranks = {"cell_lcmnas": 1.2, "lissnas": 1.9, "random_search": 3.0, "proxy_argmax_params": 3.9}
    return [
        {
            "landscape": landscape,
            "measure": measure,
            "strategy": strategy,
            "rank": rank,
            "blocks": 40,
            "statistic": 90.0,
            "p": 1e-9 if measure == "regret" else 0.4,
            "critical_difference": 0.74,
            "is_tuned_here": strategy == "lissnas" and landscape == "hills",
        }
        for measure in ("regret", "area_under_regret")
        for strategy, rank in ranks.items()
    ]


def reach_rows(landscape: str, strategy: str) -> list[Row]:
    """Within a point all but the last; within half a point LCMNAS alone, under most seeds."""
    unit, budget = LANDSCAPES[landscape]
    regret = REGRETS[strategy][0]
    rows = []
    for within in (0.01, 0.005):
        near = regret <= within
        share = 0.0 if regret > 0.02 else 0.9 if near else 0.25
        rows.append(
            {
                "landscape": landscape,
                "strategy": strategy,
                "unit": unit,
                "within": within,
                "share": share,
                "median": budget * regret * 50 if near else None,
                "q25": budget * regret * 20 if near else None,
                "q75": None,
                "n": 40,
            }
        )
    return rows


def overhead_row(landscape: str, strategy: str) -> Row:
    wall = 0.4 if strategy == "cell_lcmnas" else 0.02
    return {
        "landscape": landscape,
        "strategy": strategy,
        "wall_s": wall,
        "wall_q25_s": 0.9 * wall,
        "wall_q75_s": 1.1 * wall,
        "cpu_s": 0.5 * wall,
        "wall_per_question_s": wall / 100,
        "share_of_cost": wall / 1000 if LANDSCAPES[landscape][0] == "seconds" else None,
        "n": 40,
    }


def locality_rows(landscape: str, correlations: tuple[float, ...] = (0.5, 0.2, 0.02, -0.1)) -> list[Row]:
    return [
        {
            "landscape": landscape,
            "distance": distance,
            "pairs": 100 * distance,
            "networks": 132,
            "mean_difference": 0.02 * distance,
            "low": 0.02 * distance - 0.01,
            "high": 0.02 * distance + 0.01,
            "shuffled_low": 0.04,
            "shuffled_high": 0.06,
            "correlation": correlation,
            "corr_low": correlation - 0.1,
            "corr_high": correlation + 0.1,
            "corr_shuffled_low": -0.05,
            "corr_shuffled_high": 0.05,
        }
        for distance, correlation in enumerate(correlations, start=1)
    ]


def walk_rows(landscape: str) -> list[Row]:
    return [
        {
            "landscape": landscape,
            "lag": lag,
            "autocorrelation": 0.6**lag,
            "low": 0.6**lag - 0.02,
            "high": 0.6**lag + 0.02,
            "shuffled_low": -0.05,
            "shuffled_high": 0.05,
            "correlation_length": 1,
        }
        for lag in range(1, 5)
    ]


def shrinkage_rows(landscape: str, **lissnas: Any) -> list[Row]:
    """LISSNAS and pruning gain about as much on the landscape, nothing once it is shuffled."""
    gains = {
        (False, "lissnas"): (0.05, 0.04, 0.06),
        (False, "random subset"): (0.0, 0.0, 0.0),
        (False, "operation pruning"): (0.055, 0.045, 0.065),
        (False, "whole space"): (None, None, None),
        (True, "lissnas"): (-0.002, -0.01, 0.006),
    }
    return [
        {
            "landscape": landscape,
            "is_shuffled": is_shuffled,
            "method": method,
            "seeds": 30,
            "size": 729.0 if method == "whole space" else 240.4,
            "mean": 0.9,
            "q05": 0.6,
            "best": BEST,
            "recall": 0.7,
            "tau_inside": 0.5,
            "distance_ratio": 0.85,
            "evaluations": 159.3,
            "is_smaller": 0.75,
            "over_random": gain,
            "over_random_low": low,
            "over_random_high": high,
            "unseen_over_random": gain,
            "unseen_over_random_low": low,
            "unseen_over_random_high": high,
            "log10_ratio": 0.48,
            "precision": 0.03,
            "tau_same_range": 0.45,
            "operations": 2.6,
            "pockets": 1.5,
            "entropy": 1.2,
            "composite": None if gain is None else 0.6,
            **(lissnas if method == "lissnas" and not is_shuffled else {}),
        }
        for (is_shuffled, method), (gain, low, high) in gains.items()
    ]


def cost_row(
    method: str,
    landscape: str | None,
    *,
    published: float | None = None,
    error: float = 0.06,
    source: str = "this run",
) -> Row:
    timed = source == "this run" and landscape == "hills"
    return {
        "method": method,
        "landscape": landscape,
        "dataset": "CIFAR-10" if source != "this run" else "planted",
        "space": "NASNet cell" if source != "this run" else None,
        "error": error,
        "gpu_days_measured": None,
        "gpu_days_simulated": 0.011 if timed else None,
        "gpu_days_published": published,
        "source": source,
        "verified": None if source == "this run" else "secondary",
        "conflict": None,
    }


def published_row(method: str, gpu_days: float | None, verified: str, conflict: str = "") -> Row:
    return {
        "method": method,
        "year": 2018,
        "space": "NASNet cell",
        "search_type": "RL",
        "dataset": "CIFAR-10",
        "top1_error": 2.65,
        "params_m": 3.3,
        "gpu_days": gpu_days,
        "source": "another paper, table 2",
        "verified": verified,
        "conflict": conflict,
    }


def literature_row(strategy: str, printed: float, **changes: Any) -> Row:
    row = {
        "landscape": "nb201_cifar10",
        "strategy": strategy,
        "printed_method": "RS",
        "printed_accuracy": printed,
        "printed_seconds": 12_000.0,
        "accuracy": 0.9370,
        "low": 0.9365,
        "high": 0.9375,
        "difference": 0.9370 - printed,
        "simulated_cost": 11_950.0,
        "n": 100,
        "source": "a paper, table 4",
        "verified": "primary",
    }
    return {**row, **changes}
