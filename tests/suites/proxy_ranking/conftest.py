"""Requests on planted scores, frames made of chosen values, and a tiny trained table of real cells."""

import math
from datetime import UTC, datetime

import pytest

from lcmnas_core.engines.runner import perform
from lcmnas_core.records.measurement import Measurement
from lcmnas_core.records.outcomes import value_outcome
from lcmnas_core.records.rows import COLUMNS, to_row
from lcmnas_core.tables.schema import TableCard
from lcmnas_core.tables.stored import write_trainings
from lcmnas_core.tables.trainings import Training
from suites import SUITES
from suites.proxy_ranking.measured import Scored
from suites.proxy_ranking.plan import jobs as planned_jobs

SUITE = SUITES["proxy-ranking"]
NOON = datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)

CHAIN = "|nor_conv_3x3~0|+|none~0|{}~1|+|none~0|none~1|{}~2|"
LIVE_CELLS = [
    CHAIN.format(first, second)
    for first in ("skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3")
    for second in ("skip_connect", "nor_conv_1x1", "nor_conv_3x3")
]
DEAD_CELL = CHAIN.format("none", "nor_conv_3x3")


@pytest.fixture(scope="session")
def smoke():
    """A request on planted scores; overriding options by name."""
    return lambda **overrides: SUITE.request("smoke", overrides)


@pytest.fixture(scope="session")
def frame_of():
    """Rows of a request: performed, or with values chosen by `value(identity)`; NaN gives a failed row."""
    import pandas as pd

    def make(request, value=None, jobs=None):
        rows = []
        for job in planned_jobs(request) if jobs is None else jobs:
            if value is None:
                outcomes = perform(job).outcomes
            else:
                outcomes = [value_outcome(value(ask.identity)) for ask in job.asks]
            for ask, outcome in zip(job.asks, outcomes, strict=True):
                stored = Measurement(
                    identity=ask.identity,
                    outcome=outcome,
                    estimator_dist=ask.dist,
                    run_id="run",
                    env_id="env",
                    started_at=NOON,
                    finished_at=NOON,
                )
                rows.append(to_row(stored))
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        times = {name: pd.to_datetime(frame[name], utc=True) for name in ("started_at", "finished_at")}
        return frame.assign(**times).astype({"value": "float64", "standalone_cpu_s": "float64"})

    return make


@pytest.fixture(scope="session")
def planted_frame(smoke, frame_of):
    """A request of 120 architectures and two seeds, and its rows."""
    request = smoke(limit=120)
    return request, frame_of(request)


@pytest.fixture
def scored():
    """One population named `all` from truth and scores; a score is one vector, or one for each seed."""
    import numpy as np

    def make(truth, classes=None, **values):
        arrays = {name: np.atleast_2d(np.asarray(each, np.float64)) for name, each in values.items()}
        archs = tuple(f"arch{place:02}" for place in range(len(truth)))
        return Scored("all", archs, arrays, np.asarray(truth, np.float64), classes)

    return make


def training(arch, population, seed, accuracy):
    return Training(
        arch=arch,
        population=population,
        class_key=arch,
        member_archs=(arch,),
        live=arch != DEAD_CELL,
        seed=seed,
        epochs=1,
        params=1_000,
        macs=1_000,
        train_seconds=1.0,
        train_loss=(1.0,),
        validation_accuracy=(accuracy,),
        test_accuracy=accuracy,
    )


@pytest.fixture
def trained_table(tmp_path, monkeypatch):
    """Writes the table `tiny`: cells in population `one`, the first three of them in `two` as well."""

    def write(seeds=(0, 1), cells=(*LIVE_CELLS, DEAD_CELL), **recipe):
        monkeypatch.setenv("LCMNAS_DATA", str(tmp_path))
        rows = [
            training(arch, population, seed, 0.5 + 0.02 * place + 0.04 * math.sin(7 * place + seed))
            for population, members in (("one", cells), ("two", cells[:3]))
            for place, arch in enumerate(members)
            for seed in seeds
        ]
        card = TableCard(
            name="tiny",
            title="tiny",
            space="nasbench201",
            version="1",
            rows=0,
            dataset="digits",
            populations={"one": "cells", "two": "three of them"},
            ours=True,
            provenance=("made up",),
            licence="MIT",
            recipe={"channels": 4, "cells": 1, **recipe},
        )
        folder = tmp_path / "tables"
        folder.mkdir(exist_ok=True)
        write_trainings(rows, card, folder)

    return write
