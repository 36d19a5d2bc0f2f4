"""A small run of several methods and seeds, answered without training."""

import hashlib
from datetime import UTC, datetime

import pytest

from lcmnas_core.engines.rounds import known as known_of
from lcmnas_core.records.measurement import Cost, Measurement
from lcmnas_core.records.outcomes import value_outcome
from lcmnas_core.records.store import Store
from suites import SUITES
from suites.macro_search.plan import rounds

SUITE = SUITES["macro-search"]
NOON = datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def request_of():
    """The smoke preset under other options."""
    return lambda **options: SUITE.request("smoke", {"max_macs": 1_000_000, **options})


def value_of(identity):
    """A number in [0, 1) that depends on what is asked alone."""
    text = "|".join((identity.arch, identity.quantity, str(identity.seed), str(identity.epoch)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


def answered(identity):
    """An outcome without any work."""
    return value_outcome(value_of(identity), Cost(shared_cpu_s=1.0, wall_s=2.0))


def fill(store, request, most_rounds=None):
    """Answer every job of the first rounds of `request`; returns how many jobs each round had."""
    sizes = []
    for jobs in rounds(request, known_of(store)):
        if most_rounds is not None and len(sizes) == most_rounds:
            break
        count = 0
        for job in jobs:
            count += 1
            store.add(
                Measurement(
                    identity=ask.identity,
                    outcome=answered(ask.identity),
                    estimator_dist=ask.dist,
                    run_id="run",
                    env_id="env",
                    started_at=NOON,
                    finished_at=NOON,
                )
                for ask in job.asks
            )
        sizes.append(count)
    return sizes


@pytest.fixture
def filled(tmp_path):
    """The frame of the rows of a run that went through all its rounds, or the first few."""
    from lcmnas_core.records.frame import measurements_frame

    def make(request, most_rounds=None):
        folder = tmp_path / f"run{most_rounds}"
        with Store.create_or_open(folder) as store:
            fill(store, request, most_rounds)
            return measurements_frame(store)

    return make
