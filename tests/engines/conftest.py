from pathlib import Path

import pytest

from lcmnas_core.engines.job import Ask, Job
from lcmnas_core.records.measurement import Identity
from lcmnas_core.records.store import Store


def identity(arch, seed):
    return Identity(
        suite="scripted",
        suite_version=1,
        space="synthetic",
        arch=str(arch),
        estimator="seed",
        estimator_version="1",
        quantity="score",
        dataset="none",
        data_sha256="0" * 64,
        split="train",
        seed=seed,
    )


@pytest.fixture(autouse=True)
def runners_importable(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent)


@pytest.fixture
def job():
    """Build a job of the scripted runners: `job("dies", arch=3, values=2, poison=True)`."""

    def build(function, arch=0, values=1, **task):
        asks = tuple(Ask(identity(arch, seed), "lcmnas 0") for seed in range(values))
        return Job(f"scripted_runners:{function}", task, asks)

    return build


@pytest.fixture
def store(tmp_path):
    with Store.create_or_open(tmp_path / "run") as opened:
        yield opened
