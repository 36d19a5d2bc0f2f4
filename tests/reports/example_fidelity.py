"""A run of the fidelity suite made of invented numbers: two tables of our own, one of others, every frame."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lcmnas_core.seeding import rng_for
from reports import RunInfo
from suites.fidelity.agreement import ceiling, epochs, failures, settings
from suites.fidelity.budgets import Shapes, budgets
from suites.fidelity.observations import observations
from suites.fidelity.readings import (
    LOSS_SUM,
    VALIDATION,
    Failure,
    Floats,
    Kind,
    Price,
    Readings,
    Repeats,
    Signal,
)

Frames = dict[str, pd.DataFrame]

SCHEDULE = 16
WHOLE = Price(macs=4e11, seconds=60.0, share=1.0)

NOISE: dict[str, tuple[Kind, float, Price]] = {
    "c0r0s0e16": ("reduction", 0.02, WHOLE),
    "c2r2s0e16": ("reduction", 0.07, WHOLE.times(1 / 16)),
    "c0r0s1e16": ("reduction", 0.08, WHOLE.times(0.48)),
    "c0r0s0e8": ("short", 0.04, WHOLE.times(0.5)),
    "c2r0s0e16": ("reduction", 0.05, WHOLE.times(0.25)),
    "c0r2s0e16": ("reduction", 0.09, WHOLE.times(0.25)),
    "c1r1s0e16": ("reduction", 0.05, WHOLE.times(0.25)),
    "c0r0s2e16": ("reduction", 0.15, WHOLE.times(0.25)),
    "params": ("proxy", 0.2, Price(seconds=0.01)),
    "nwot": ("proxy", 0.12, Price(seconds=0.03)),
}
"""By setting, how far it strays from the truth and what it costs."""

FIDELITY_RUN = RunInfo(
    title="Cheap training on invented numbers",
    suite="fidelity",
    suite_version=1,
    preset="smoke",
    preset_sha256="a" * 64,
    space="nasbench201, wdg_macro",
    dataset="mnist5k_rot",
    images="mnist5k_rot",
    data_sha256="c" * 64,
    n_architectures=190,
    seeds=(0,),
    command="lcmnas run fidelity --preset smoke --out runs/smoke",
    environments=[{"python": "3.11.9", "cpu": {"model": "plain", "cores": 2}}],
    counts_by_status={"ok": 380},
    lcmnas_version="0.1.0",
    populations=("sample", "networks", "all"),
    table="cells, chains, others",
    table_is_ours=False,
    settings={"Tables": {"cells": "1" * 64, "chains": "2" * 64, "others": "3" * 64}},
    started="2026-11-20 08:00:00 UTC",
    finished="2026-11-20 09:00:00 UTC",
)


def fidelity_frames(networks: int = 100) -> Frames:
    """Every frame of the page; three networks of `chains` failed under one of the reductions."""
    cells, chains = _own("cells", "sample", networks), _own("chains", "networks", networks - 10)
    others = Readings(
        *("others", "all", "cifar10"),
        chains.archs,
        chains.truth,
        "the last epoch of the same training",
        SCHEDULE,
        {VALIDATION: chains.curves[VALIDATION]},
    )
    everything = (cells, chains, others)
    depth = np.arange(len(chains.archs)) % 40 + 3
    by_policy, by_network = budgets(chains, Shapes(depth, depth[::-1] % 30, 1_000 * depth))
    found = {
        "settings": [row for each in everything for row in settings(each)],
        "epochs": [row for each in everything for row in epochs(each)],
        "ceiling": [row for each in everything for row in ceiling(each)],
        "observations": [row for each in everything for row in observations(each)],
        "budgets": by_policy,
        "budget_epochs": by_network,
        "failures": [row for each in everything for row in failures(each)],
    }
    return {name: pd.DataFrame(rows) for name, rows in found.items()}


def _own(table: str, population: str, networks: int) -> Readings:
    rng = rng_for("example", table)
    truth = np.sort(0.7 + 0.05 * rng.standard_normal(networks))

    def near(size: float) -> Floats:
        return truth + size * rng.standard_normal(networks)

    signals = [
        Signal(name, kind, near(noise), price, is_whole=price == WHOLE)
        for name, (kind, noise, price) in NOISE.items()
    ]
    names, failed = tuple(f"arch{place:03}" for place in range(networks)), tuple[Failure, ...]()
    if table == "chains":
        signals[1].values[:3] = np.nan
        failed = tuple(
            Failure(signals[1].setting, name, "nonfinite", "the loss is nan") for name in names[:3]
        )
    accuracies = np.stack([near(0.2 / epoch) for epoch in range(1, SCHEDULE + 1)])
    losses = np.cumsum([1.5 - near(0.1) for _ in range(SCHEDULE)], axis=0)
    return Readings(
        table,
        population,
        "mnist5k_rot",
        names,
        truth,
        "test accuracy of trainings under seed 1",
        SCHEDULE,
        {VALIDATION: accuracies, LOSS_SUM: losses},
        WHOLE,
        tuple(signals),
        Repeats(near(0.02), truth, "test accuracy under seed 0 and under seed 1"),
        failures=failed,
    )
