"""A landscape of four words whose numbers are round, strategies that follow a script, and small runs."""

import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from lcmnas_core.engines.runner import perform
from lcmnas_core.records.measurement import Measurement
from lcmnas_core.records.store import Store
from suites.search_cost import SUITE
from suites.search_cost.landscape import Landscape, Signal
from suites.search_cost.plan import jobs as planned_jobs

NOON = datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)
WORDS = ("a", "b", "c", "d")
DATA = os.environ.get("LCMNAS_DATA", "")


def four_words(**changes):
    """Trainings of 10, 20, 30, 40 seconds that pause after each third; `d` is best in the end, not before."""
    facts = {
        "name": "four",
        "space": None,
        "dataset": "none",
        "sha256": "00",
        "rows": {word: row for row, word in enumerate(WORDS)},
        "stages": (1, 2, 3),
        "accuracy": np.array([[0.5, 0.4, 0.3, 0.2], [0.6, 0.5, 0.5, 0.6], [0.6, 0.7, 0.8, 0.9]]),
        "seconds": np.array([10.0, 20.0, 30.0, 40.0]),
        "seconds_of": "gpu",
        "macs": np.array([100.0, 200.0, 300.0, 400.0]),
        "signals": {
            "luck": Signal(np.array([1.0, 2.0, np.nan, 3.0]), np.array([0.5, 0.25, 0.125, 1.0])),
            "size": Signal(np.array([1.0, 2.0, 3.0, 4.0])),
        },
        "shown": "made up",
    }
    return Landscape(**{**facts, **changes})


@pytest.fixture
def four():
    return four_words()


@dataclass
class Scripted:
    """Asks the rounds that it was given, and keeps what it is told."""

    rounds: list
    told: list = field(default_factory=list)

    def ask(self):
        return self.rounds.pop(0) if self.rounds else []

    def tell(self, answers):
        self.told.append(list(answers))


@pytest.fixture
def scripted():
    return Scripted


@pytest.fixture(scope="session")
def request_of():
    """The smoke preset under other options."""
    return lambda **options: SUITE.request("smoke", options)


@pytest.fixture(scope="session")
def performed(tmp_path_factory):
    """The measurements of a request, made by its own jobs; `skip` leaves out jobs by number."""
    from lcmnas_core.records.frame import measurements_frame

    @cache
    def make(request_json, skip):
        request = SUITE.restore(json.loads(request_json))
        with Store.create_or_open(tmp_path_factory.mktemp("run")) as store:
            for number, job in enumerate(planned_jobs(request)):
                if number not in skip:
                    store.add(_measured(job))
            return measurements_frame(store)

    return lambda request, skip=(): make(request.model_dump_json(), skip).copy()


def _measured(job):
    for ask, outcome in zip(job.asks, perform(job).outcomes, strict=True):
        yield Measurement(
            identity=ask.identity,
            outcome=outcome,
            estimator_dist=ask.dist,
            run_id="run",
            env_id="env",
            started_at=NOON,
            finished_at=NOON,
        )


@pytest.fixture(scope="session")
def real_tables():
    """Skips without the tables of others."""
    for name in ("nb201", "nb201_proxies", "nas_bench_macro"):
        if not DATA or not (Path(DATA) / "nas" / f"{name}.parquet").is_file():
            pytest.skip(f"LCMNAS_DATA names no folder with nas/{name}.parquet")
