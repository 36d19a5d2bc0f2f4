from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from reports.outcome import Outcome
from tests.reports.example_search import CHAIN


def an_outcome(method: str, seed: int, test: float | None, **changes: Any) -> Outcome:
    usual = {
        "search": f"{method}/{seed}",
        "method": method,
        "space": "wdg_macro",
        "seed": seed,
        "dataset": "digits",
        "evaluations": 10,
        "cut_in": None,
        "failed": 0,
        "macs": 2_000_000_000,
        "images": 1000,
        "cpu_s": 60.0,
        "wall_s": 40.0,
        "peak_bytes": 500 * 2**20,
        "device_s": None,
        "energy_j": None,
        "rejected": 30,
        "drawn": 40,
        "test_accuracy": test,
        "validation_accuracy": None if test is None else test - 0.01,
        "params": 100_000,
        "net_macs": 1_000_000,
        "depth": 6,
        "arch": CHAIN,
    }
    return Outcome(**{**usual, **changes})


@pytest.fixture(scope="session")
def make_outcomes() -> Callable[..., list[Outcome]]:
    """Searches from test accuracies by method, seeds from 0 in the order given."""

    def make(accuracies: Mapping[str, list[float | None]], **changes: Any) -> list[Outcome]:
        return [
            an_outcome(method, seed, value, **changes)
            for method, values in accuracies.items()
            for seed, value in enumerate(values)
        ]

    return make
