"""A small run with every frame: four proxies, two populations, one failure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

import reports
from reports import RunInfo
from tests.reports.example_run import EXAMPLE_RUN

Frames = dict[str, pd.DataFrame]

# proxy: tau, interval, verdict against params, seconds
TAUS = {
    "params": (0.5, 0.4, 0.6, "baseline", 0.004),
    "nwot": (0.7, 0.62, 0.78, "yes", 0.2),
    "plain": (-0.2, -0.3, -0.1, "no", 0.3),
    "macs": (0.45, 0.35, 0.55, "undecided", 0.005),
}


def standing(population: str, proxy: str, **changes: object) -> dict[str, object]:
    tau, low, high, verdict, seconds = TAUS.get(proxy, (0.3, 0.2, 0.4, "no", 0.1))
    baseline = proxy == "params"
    row: dict[str, object] = {
        "population": population,
        "proxy": proxy,
        "version": "1",
        "higher_is_better": True,
        "n": 40,
        "coverage": 1.0,
        "seeds": 2,
        "tau": tau,
        "tau_low": low,
        "tau_high": high,
        "tau_a": tau,
        "spearman": tau,
        "weighted_tau": tau,
        "tie_share": 0.0,
        "tau_worst": tau,
        "tau_common": tau,
        "tau_same_size": tau,
        "partial_tau": None,
        "n_common": 40,
        "precision_at_10": 0.25,
        "top_decile_tau": None,
        "regret": 0.0125,
        "beats_params": verdict,
        "minus_params": None if baseline else tau - 0.5,
        "minus_params_low": None if baseline else tau - 0.6,
        "minus_params_high": None if baseline else tau - 0.4,
        "standalone_cpu_s": seconds,
        "standalone_cpu_s_p95": 2 * seconds,
        "seed_tau": None if baseline else 0.9,
        "note": None,
    }
    return {**row, **changes}


def arch_name(place: int) -> str:
    return f"|conv~{place % 3}|+|skip~{place:03d}|"


def build_frames(populations: tuple[str, ...], archs: int, proxies: tuple[str, ...]) -> Frames:
    scores = [
        {
            "population": population,
            "arch": arch_name(place),
            "proxy": proxy,
            "seed": seed,
            "status": "ok",
            "score": float((place * (7 + rank) + seed) % archs) + 0.25,
            "truth": 0.9 + 0.0013571 * place,
        }
        for population in populations
        for place in range(archs)
        for rank, proxy in enumerate(proxies)
        for seed in (3, 5)
    ]
    pairs = [
        {"population": population, "proxy": one, "other": other, "tau": 1 / (place + 2), "n": archs}
        for population in populations
        for place, one in enumerate(proxies)
        for other in proxies[:place]
    ]
    return {
        "leaderboard": pd.DataFrame([standing(each, proxy) for each in populations for proxy in proxies]),
        "scores": pd.DataFrame(scores),
        "proxy_pairs": pd.DataFrame(pairs),
    }


@pytest.fixture(scope="session")
def make_standing() -> Callable[..., reports.standing.Standing]:
    from reports.standing import Standing

    def make(proxy: str, **changes: Any) -> Standing:
        row = standing("all", proxy, **changes)
        del row["population"]
        return Standing(**row)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def make_frames() -> Callable[..., Frames]:
    def make(
        populations: tuple[str, ...] = ("all",), archs: int = 40, proxies: tuple[str, ...] = tuple(TAUS)
    ) -> Frames:
        return build_frames(populations, archs, proxies)

    return make


@pytest.fixture(scope="session")
def make_run() -> Callable[..., RunInfo]:
    return lambda **changes: replace(EXAMPLE_RUN, **changes)
