from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from lcmnas_core.tables.schema import Column, TableCard
from lcmnas_core.tables.table import Table
from lcmnas_core.tables.trainings import Training

REAL = os.environ.get("LCMNAS_DATA")


@pytest.fixture
def real_data() -> Path:
    if not REAL or not (Path(REAL) / "nas" / "nb201.parquet").is_file():
        pytest.skip("LCMNAS_DATA names no folder with nas/nb201.parquet")
    return Path(REAL)


@pytest.fixture
def real_parquet(real_data: Path) -> Path:
    return real_data / "nas" / "nb201.parquet"


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder of the test's own."""
    monkeypatch.setenv("LCMNAS_DATA", str(tmp_path))
    return tmp_path


def accuracy_column(name: str, split: str, epochs: int, **rest: object) -> Column:
    said = {"kind": "truth", "metric": "accuracy", "unit": "%", "dataset": "faces", "schedule": epochs}
    return Column.model_validate({"name": name, "split": split, "epochs": epochs, **said, **rest})


@pytest.fixture
def faces() -> Table:
    """Two architectures, two schedules, two runs, a half-finished value and a variant."""
    columns = (
        accuracy_column("test_9", "test", 9),
        accuracy_column("test_3", "test", 3),
        accuracy_column("test_6_of_12", "test", 6, schedule=12),
        accuracy_column("test_9_other", "test", 9, variant="other"),
        accuracy_column("val_9_run4", "validation", 9, run=4),
        accuracy_column("val_9_run7", "validation", 9, run=7),
        Column(
            name="hours", kind="cost", metric="train_seconds", unit="s", dataset="faces", epochs=9, schedule=9
        ),
        Column(name="params_m", kind="quantity", metric="params", unit="M"),
    )
    numbers = {
        "test_9": [90.0, 80.0],
        "test_3": [50.0, 60.0],
        "test_6_of_12": [70.0, 70.0],
        "test_9_other": [1.0, 2.0],
        "val_9_run4": [40.0, 30.0],
        "val_9_run7": [41.0, None],
        "hours": [10.0, 20.0],
        "params_m": [0.5, 1.25],
    }
    card = TableCard(
        name="faces",
        title="Faces",
        space="toy",
        version="1",
        rows=2,
        columns=columns,
        dataset="faces",
        provenance=("made up",),
        licence="none",
    )
    frame = pd.DataFrame(numbers, index=pd.Index(["a", "b"], name="arch"))
    return Table(card, frame, "0" * 64)


def make(arch: str, seed: int, test: float | None, population: str = "subspace", **rest: object) -> Training:
    """Three epochs, checkpoints after the first and the last."""
    done: dict[str, object] = {
        "train_seconds": 10.0 + seed,
        "train_loss": (2.0, 1.0, 0.5),
        "validation_accuracy": (0.1, 0.2, 0.3),
        "checkpoint_epochs": (1, 3),
        "checkpoint_accuracy": (0.15, 0.35 + seed / 100),
        "test_accuracy": test,
    }
    if test is None:
        done = {"status": "crashed", "reason": "worker died"}
    said: dict[str, object] = {
        "arch": arch,
        "population": population,
        "class_key": arch,
        "member_archs": (arch,),
        "live": True,
        "seed": seed,
        "epochs": 3,
        "params": 100,
        "macs": 1_000,
    }
    return Training.model_validate(said | done | rest)


@pytest.fixture
def make_training() -> Callable[..., Training]:
    return make


@pytest.fixture
def toy_card() -> TableCard:
    return TableCard(
        name="toy",
        title="Toy",
        space="toy",
        version="1",
        rows=0,
        layout="trainings",
        dataset="faces",
        populations={"subspace": "every class", "sample": "drawn at random"},
        ours=True,
        provenance=("trained in a test",),
        licence="MIT",
        recipe={"epochs": 3},
    )


@pytest.fixture
def trainings() -> list[Training]:
    return [
        make("a", 0, 0.5, class_key="k", member_archs=("a", "b", "c")),
        make("a", 1, 0.7, class_key="k", member_archs=("a", "b", "c")),
        make("d", 0, 0.9),
        make("d", 1, None),
        make("a", 5, 0.4, population="sample"),
    ]
