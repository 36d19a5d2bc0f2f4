import subprocess
import sys
from pathlib import Path

import pytest

from lcmnas_core.engines.job import Ask, Job
from lcmnas_core.records.measurement import Identity
from lcmnas_core.records.store import Store

HERE = Path(__file__).parent
RUNNERS = HERE.parent / "engines"


@pytest.fixture(autouse=True)
def runners_importable(monkeypatch):
    monkeypatch.syspath_prepend(RUNNERS)


def build_job(function, arch=0, values=1, **task):
    """A job of `tests/engines/scripted_runners.py` over the seeds 0, 1, ..., values - 1."""
    fields = {
        "suite": "scripted",
        "suite_version": 1,
        "space": "synthetic",
        "arch": str(arch),
        "estimator": "seed",
        "estimator_version": "1",
        "quantity": "score",
        "dataset": "none",
        "data_sha256": "0" * 64,
        "split": "train",
    }
    asks = tuple(Ask(Identity(**fields, seed=seed), "lcmnas 0") for seed in range(values))
    return Job(f"scripted_runners:{function}", task, asks)


@pytest.fixture
def job():
    return build_job


@pytest.fixture
def store(tmp_path):
    with Store.create_or_open(tmp_path / "run") as opened:
        yield opened


@pytest.fixture
def coordinator():
    """Start `coordinator.py` in a process of its own; all of them are gone at the end of the test."""
    started = []

    def start(*arguments):
        command = [sys.executable, str(HERE / "coordinator.py"), *map(str, arguments)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
