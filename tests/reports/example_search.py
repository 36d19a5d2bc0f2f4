"""A run of searches made of invented numbers: four methods, a failure, every frame."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lcmnas_core.seeding import rng_for
from reports import RunInfo

Frames = dict[str, pd.DataFrame]

METHODS = {
    "lcmnas": (5, 0.935),
    "random_search": (5, 0.928),
    "regularized_evolution": (5, 0.933),
    "random_layer": (3, 0.930),
}
"""Seeds of each method, and the accuracy that its candidates come near to."""

CHAIN = (
    "Conv2d(out_channels=32,kernel_size=3)|BatchNorm2d|ReLU|Conv2d(out_channels=64,kernel_size=3)|BatchNorm2d|ReLU"
    "|MaxPool2d(kernel_size=2)|Bottleneck(planes=64,stride=2)|Bottleneck(stride=1)|Bottleneck(stride=1)"
    "|AdaptiveAvgPool2d(output_size=1)|Dropout(p=0.5)|Classifier"
)

SEARCH_RUN = RunInfo(
    title="Searches on invented numbers",
    suite="macro-search",
    suite_version=1,
    preset="smoke",
    preset_sha256="a" * 64,
    space="wdg_macro",
    dataset="mnist5k_rot",
    images="mnist5k_rot (3,000 to train, 1,000 to validate, 1,000 to test)",
    data_sha256="c" * 64,
    n_architectures=720,
    seeds=(0, 1, 2, 3, 4),
    command="lcmnas run macro-search --preset smoke --out runs/smoke",
    environments=[{"python": "3.11.9", "cpu": {"model": "plain", "cores": 2}}],
    counts_by_status={"ok": 719, "oom": 1},
    lcmnas_version="0.1.0",
    settings={"search": {"population": 16, "generations": 6}},
    started="2026-11-20 08:00:00 UTC",
    finished="2026-11-20 09:00:00 UTC",
)


def search_frames(evaluations: int = 40, methods: tuple[str, ...] = tuple(METHODS), seeds: int = 5) -> Frames:
    """Every frame of the page; the second candidate of `lcmnas/0` has failed."""
    searches, candidates, phases, rejections, depths = [], [], [], [], []
    for method in methods:
        for seed in range(min(seeds, METHODS[method][0])):
            mine = _candidates(method, seed, evaluations)
            candidates.append(mine)
            searches.append(_search(method, seed, mine))
            name, spent = searches[-1]["search"], float(mine["cpu_s"].iloc[-1])
            shares = {"draw": 0.02, "score": 0.18, "train": 0.7, "final pick": 0.1}
            phases += [
                {"search": name, "phase": part, "cpu_s": share * spent} for part, share in shares.items()
            ]
            rejections += [
                {"search": name, "reason": reason, "count": count}
                for reason, count in (
                    ("more than 5 M multiply-adds", 90),
                    ("dense input over 6,000", 20 + seed),
                )
            ]
            depths += [
                {"search": name, "depth": depth, "count": max(1, 40 - depth)} for depth in range(1, 45)
            ]
    everything = pd.concat(candidates, ignore_index=True)
    return {
        "searches": pd.DataFrame(searches),
        "evaluations": everything,
        "phases": pd.DataFrame(phases),
        "rejections": pd.DataFrame(rejections),
        "depths": pd.DataFrame(depths),
        "mixture": mixture_frame(),
        "failures": everything[everything["status"] != "ok"].assign(reason="no memory left"),
    }


def mixture_frame() -> pd.DataFrame:
    """Rank mixing at 0.25 is better than training alone, raw mixing at 0.75 worse, the rest undecided."""
    taus = {
        "raw": (0.52, 0.5, 0.44, 0.38, 0.3),
        "rank": (0.52, 0.61, 0.56, 0.45, 0.3),
        "zscore": (0.52, 0.55, 0.54, 0.43, 0.3),
    }
    rows = []
    for mixing, values in taus.items():
        for weight, tau in zip((0.0, 0.25, 0.5, 0.75, 1.0), values, strict=True):
            minus = tau - values[0]
            half = 0.08 if weight < 1 else 0.25
            rows.append(
                {
                    "population": "macro_mini",
                    "mixing": mixing,
                    "weight": weight,
                    "n": 60,
                    "tau": tau,
                    "low": tau - 0.12,
                    "high": tau + 0.11,
                    "minus_training": minus if weight else None,
                    "minus_low": minus - half if weight else None,
                    "minus_high": minus + half if weight else None,
                    "macs": {0.0: 4e10, 1.0: 2e9}.get(weight, 4.2e10),
                }
            )
    return pd.DataFrame(rows)


def _candidates(method: str, seed: int, evaluations: int) -> pd.DataFrame:
    rng = rng_for("example-search", method, seed)
    level = METHODS[method][1]
    number = np.arange(evaluations)
    params = np.round(10 ** rng.uniform(4, 6, evaluations)).astype(int)
    accuracy = level - rng.exponential(0.12, evaluations) / (1 + number / 8) + 0.01 * np.log10(params / 1e5)
    frame = pd.DataFrame(
        {
            "search": f"{method}/{seed}",
            "method": method,
            "seed": seed,
            "number": number,
            "generation": number // 8,
            "arch": CHAIN,
            "status": "ok",
            "score": 39.0 + rng.normal(0, 0.05, evaluations),
            "validation_accuracy": accuracy,
            "fitness": rng.uniform(0, 1, evaluations) if method == "lcmnas" else None,
            "params": params,
            "net_macs": params * 12,
            "depth": rng.integers(3, 30, evaluations),
            "macs": np.cumsum(rng.integers(2 * 10**10, 6 * 10**10, evaluations)),
            "images": 9000 * (number + 1),
            "cpu_s": np.cumsum(rng.uniform(4, 12, evaluations)),
            "device_s": None,
        }
    )
    if (method, seed) == ("lcmnas", 0):
        frame.loc[1, ["status", "score", "validation_accuracy", "fitness"]] = ["oom", None, None, None]
    return frame


def _search(method: str, seed: int, mine: pd.DataFrame) -> dict[str, object]:
    best = mine.loc[mine["validation_accuracy"].idxmax()]
    return {
        "search": f"{method}/{seed}",
        "method": method,
        "space": "wdg_macro",
        "seed": seed,
        "dataset": "mnist5k_rot",
        "evaluations": len(mine),
        "cut_in": None,
        "failed": int((mine["status"] != "ok").sum()),
        "macs": int(mine["macs"].iloc[-1] * 1.1),
        "images": int(mine["images"].iloc[-1]),
        "cpu_s": float(mine["cpu_s"].iloc[-1]) * 1.1,
        "wall_s": float(mine["cpu_s"].iloc[-1]) * 0.6,
        "peak_bytes": 600 * 2**20,
        "device_s": None,
        "energy_j": None,
        "rejected": 110 + seed,
        "drawn": 110 + seed + len(mine),
        "test_accuracy": float(best["validation_accuracy"]) + 0.01,
        "validation_accuracy": float(best["validation_accuracy"]),
        "params": int(best["params"]),
        "net_macs": int(best["net_macs"]),
        "depth": int(best["depth"]),
        "arch": CHAIN,
    }
