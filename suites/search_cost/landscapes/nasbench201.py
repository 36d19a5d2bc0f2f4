"""NAS-Bench-201: searches see the short schedule and are held to the long one."""

from __future__ import annotations

import hashlib
from functools import partial

from lcmnas_core.spaces.nasbench201 import NASBENCH201
from lcmnas_core.tables import load
from lcmnas_core.tables.released import Released, released_scores
from lcmnas_core.training.cost import PASSES_PER_STEP

from ..landscape import Landscape, Signal, Truth
from .columns import numbers, rows_of, sizes
from .site import LANDSCAPES, Site

TABLE = "nasbench201"
SHORT_EPOCHS, LONG_EPOCHS = 12, 200
IMAGES = {"cifar10": 25_000, "cifar100": 50_000, "imagenet16_120": 151_700}
"""Images in an epoch of the trainings whose seconds are charged; of CIFAR-10 they saw one half."""
RUNS_SHOWN = {
    "cifar10": "mean of 2 runs of which one is charged",
    "cifar100": "one run",
    "imagenet16_120": "one run",
}
"""Behind each accuracy of the short schedule: the table has no other of CIFAR-10."""
RELEASED = {"synflow": "synflow", "logsynflow": "logsynflow", "nwot": "naswot"}
"""Scores released with the seconds they took: our name to that in the column."""
BUDGETS = {"cifar10": 12_000, "cifar100": 24_000, "imagenet16_120": 72_800}
"""Seconds: 12,000 is that of the benchmark's paper, the others are as many trainings."""


def read(dataset: str, name: str) -> tuple[Landscape, Truth]:
    """12 epochs cost their share of the 200 that were timed, as in the benchmark's own schedule of 12."""
    table, released = load(TABLE), released_scores(TABLE)
    rows = rows_of(table, NASBENCH201)
    shown = Landscape(
        name=name,
        space=NASBENCH201,
        dataset=dataset,
        sha256=hashlib.sha256(f"{table.sha256}{released.sha256}".encode()).hexdigest(),
        rows=rows,
        stages=(SHORT_EPOCHS,),
        accuracy=numbers(table.truth(dataset, "validation", SHORT_EPOCHS))[None],
        seconds=numbers(table.seconds(dataset)) * SHORT_EPOCHS / LONG_EPOCHS,
        seconds_of="gpu",
        macs=numbers(table.quantity("macs", dataset)) * PASSES_PER_STEP * SHORT_EPOCHS * IMAGES[dataset],
        signals={**sizes(NASBENCH201, rows), **_signals(released, dataset)},
        shown=f"validation accuracy, schedule of {SHORT_EPOCHS} epochs, {RUNS_SHOWN[dataset]}",
    )
    reported = f"test accuracy, schedule of {LONG_EPOCHS} epochs, mean of 2 or 3 runs"
    return shown, Truth(numbers(table.truth(dataset, "test", LONG_EPOCHS)), reported)


def _signals(released: Released, dataset: str) -> dict[str, Signal]:
    columns = {name: f"{dataset}_{theirs}" for name, theirs in RELEASED.items()}
    return {
        name: Signal(numbers(released.frame[column]), numbers(released.frame[f"{column}_seconds"]))
        for name, column in columns.items()
    }


for _dataset, _budget in BUDGETS.items():
    LANDSCAPES.register(f"nb201_{_dataset}", Site(TABLE, _budget, partial(read, _dataset), NASBENCH201.name))
