"""A trained table of real cells with planted accuracies, and readings of invented numbers."""

import numpy as np
import pytest

from lcmnas_core.tables.schema import TableCard
from lcmnas_core.tables.stored import write_trainings
from suites.fidelity.readings import LOSS_SUM, VALIDATION, Price, Readings, Signal
from tests.suites.fidelity.invented import CELLS, EPOCHS, training


@pytest.fixture
def own_table(tmp_path, monkeypatch):
    """Writes the table `tiny`; by default 40 cells under two seeds and three reductions under the first."""

    def write(rows=None, cells=CELLS, seeds=(0, 1)):
        monkeypatch.setenv("LCMNAS_DATA", str(tmp_path))
        if rows is None:
            rows = [training(arch, place, seed) for place, arch in enumerate(cells) for seed in seeds]
            for recipe, epochs in (("c2r2s0e8", 8), ("c0r0s1e8", 8), ("c0r0s0e4", 4)):
                rows += [training(arch, place, 0, recipe, epochs=epochs) for place, arch in enumerate(cells)]
        card = TableCard(
            name="tiny",
            title="tiny",
            space="nasbench201",
            version="1",
            rows=0,
            dataset="digits",
            populations={"cells": "real cells, invented numbers"},
            ours=True,
            provenance=("made up",),
            licence="MIT",
            recipe={
                **{"epochs": EPOCHS, "batch_size": 100, "peak_rate": 0.2, "warmup": 0.25, "momentum": 0.9},
                **{"weight_decay": 0.0, "checkpoints": 1, "seeds": [0, 1], "reductions": ["c2r2s0e8"]},
                **{"channels": 4, "cells": 1, "input": "1x8x8", "classes": 10, "init": "default"},
            },
        )
        write_trainings(rows, card, tmp_path / "tables")
        return tmp_path

    return write


@pytest.fixture
def readings_of():
    """Readings of a truth, of signals given as (kind, values, share of the cost), and of curves."""

    def make(truth, signals=(), schedule=4, curves=None, **rest):
        truth = np.asarray(truth, np.float64)
        made = tuple(
            Signal(
                name,
                kind,
                np.asarray(values, np.float64),
                Price(share=share),
                is_whole=(kind, share) == ("reduction", 1.0),
            )
            for name, kind, values, share in signals
        )
        archs = tuple(f"arch{place:03}" for place in range(len(truth)))
        curves = {name: np.asarray(each, np.float64) for name, each in (curves or {}).items()}
        return Readings("toy", "all", "faces", archs, truth, "long", schedule, curves, signals=made, **rest)

    return make


@pytest.fixture
def curves_of():
    """Curves of `schedule` epochs that come nearer to the truth with every epoch."""

    def make(truth, schedule):
        rng = np.random.default_rng(0)
        noise = rng.standard_normal((schedule, len(truth)))
        share = np.arange(1, schedule + 1)[:, None] / schedule
        near = share * np.asarray(truth) + (1 - share) * noise
        return {VALIDATION: near, LOSS_SUM: np.cumsum(-near, axis=0)}

    return make
