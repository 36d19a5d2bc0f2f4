"""A run whose every text tries to break out of the page."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from tests.reports.example_run import EXAMPLE_RUN

EVIL = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>\"' {{ 7*7 }}"
PROXIES = ("params", "nwot", "plain", "evil " + EVIL)
ARCHS = 450
SCORES_BEGIN = {"params": 1000.0, "nwot": -5.0, "plain": 1e-9, PROXIES[3]: 1e30}

RUN = replace(
    EXAMPLE_RUN,
    title="A page " + EVIL,
    n_architectures=2 * ARCHS,
    seeds=(0,),
    populations=("live", "dead " + EVIL),
    command="lcmnas run " + EVIL,
    environments=[{"python": EVIL}],
    counts_by_status={"ok": 3599, "error": 1},
)


def arch(place: int) -> str:
    return EVIL if place == 0 else f"|conv~{place % 7}|+|skip~{place:03d}|"


def leaderboard() -> pd.DataFrame:
    given = {"params": 0.5, "nwot": 0.7, "plain": None, PROXIES[3]: -0.25}
    row = {
        "version": "1",
        "higher_is_better": True,
        "n": ARCHS,
        "coverage": 1.0,
        "seeds": 1,
        "tau_a": 0.4,
        "spearman": 0.6,
        "weighted_tau": 0.5,
        "tie_share": 0.0,
        "tau_worst": 0.5,
        "tau_common": 0.5,
        "tau_same_size": 0.5,
        "partial_tau": 0.5,
        "n_common": ARCHS,
        "precision_at_10": 0.3,
        "top_decile_tau": None,
        "regret": 0.01,
        "minus_params": 0.1,
        "minus_params_low": 0.0,
        "minus_params_high": 0.2,
        "standalone_cpu_s_p95": 1.0,
        "seed_tau": None,
        "note": EVIL,
    }
    return pd.DataFrame(
        [
            row
            | {
                "population": population,
                "proxy": proxy,
                "tau": tau,
                "tau_low": None if tau is None else tau - 0.05,
                "tau_high": None if tau is None else tau + 0.05,
                "beats_params": ("baseline", "yes", "no", "undecided")[rank],
                "standalone_cpu_s": 0.1 * (rank + 1),
            }
            for population in RUN.populations
            for rank, (proxy, tau) in enumerate(given.items())
        ]
    )


def scores() -> pd.DataFrame:
    rows = [
        {
            "population": population,
            "arch": arch(place),
            "proxy": proxy,
            "seed": 0,
            "status": "error" if proxy == "nwot" and place == 7 else "ok",
            "score": None if proxy == "nwot" and place == 7 else begin * (1 + (place * 37) % 100),
            "truth": 0.9 + place / 10_000,
        }
        for population in RUN.populations
        for proxy, begin in SCORES_BEGIN.items()
        for place in range(ARCHS)
    ]
    return pd.DataFrame(rows)


def frames() -> dict[str, pd.DataFrame]:
    """Two populations of four proxies; every name that can be hostile is."""
    failed = {
        "population": "live",
        "arch": arch(7),
        "proxy": "nwot",
        "seed": 0,
        "status": "error",
        "reason": EVIL,
    }
    return {"leaderboard": leaderboard(), "scores": scores(), "failures": pd.DataFrame([failed])}
