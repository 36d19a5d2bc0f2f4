from datetime import UTC, datetime, timedelta

import pytest

from lcmnas_core.records.measurement import Cost, Failure, Identity, Measurement, Outcome
from lcmnas_core.records.store import Store

MORNING = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)


def build_identity(**changes):
    fields = {
        "suite": "proxy-ranking",
        "suite_version": 1,
        "space": "nasbench201",
        "arch": "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|",
        "estimator": "snip",
        "estimator_version": "1",
        "quantity": "score",
        "dataset": "digits",
        "data_sha256": "ab" * 32,
        "split": "train",
        "seed": 7,
        "settings": {"batch": 64, "dtype": "float32"},
    }
    return Identity(**(fields | changes))


def build_measurement(value=1.5, *, attempt=1, minutes=0.0, run_id="run", cost=None, **identity):
    """One row; `value` None is a timeout, `minutes` moves its times."""
    cost = cost or Cost(wall_s=0.25, cpu_s=0.2, peak_bytes=1024)
    if value is None:
        reason = Failure(type="Timeout", message="stopped", digest="0" * 12)
        outcome = Outcome(status="timeout", cost=cost, error=reason)
    else:
        outcome = Outcome(status="ok", value=value, cost=cost)
    start = MORNING + timedelta(minutes=minutes)
    return Measurement(
        identity=build_identity(**identity),
        outcome=outcome,
        estimator_dist="lcmnas 0.1.0",
        attempt=attempt,
        run_id=run_id,
        env_id="0123456789abcdef",
        started_at=start,
        finished_at=start + timedelta(seconds=1),
    )


# Builders are fixtures of the session so that property tests may use them, too.
@pytest.fixture(scope="session")
def make_identity():
    return build_identity


@pytest.fixture(scope="session")
def make():
    return build_measurement


@pytest.fixture
def store(tmp_path):
    with Store.create_or_open(tmp_path / "run") as opened:
        yield opened
