"""Readings of other people's tables, from files that a user may have; none of them travels with a run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lcmnas_core.errors import MissingError, StoreError
from lcmnas_core.folders import data_folder
from lcmnas_core.registry import Registry
from lcmnas_core.tables.metaqnn import EPOCHS as METAQNN_EPOCHS
from lcmnas_core.tables.metaqnn import at_common_rate, read_metaqnn
from lcmnas_core.tables.nasbench201 import DATASETS, SCHEDULES, read_nasbench201
from lcmnas_core.tables.parquet import file_sha256, read_parquet
from lcmnas_core.tables.released import Released, released_scores, scores_path
from lcmnas_core.tables.schema import SplitName

from .readings import LOSS_SUM, TEST, VALIDATION, Floats, Price, Readings, Repeats, Signal, floats
from .request import Other

if TYPE_CHECKING:
    import pandas as pd

    from lcmnas_core.tables.table import Table

HALF = {"cifar10": 0.5}
"""Share of images in the trainings of NAS-Bench-201 that are timed and validated; truth is of all of them."""
RUNS = {"cifar10": 2}
"""Trainings that the cheap signals of NAS-Bench-201 are means of, where it is more than one."""
LEAST_AVERAGED = 2
"""The truth of NAS-Bench-201 is the mean of two trainings or of three."""
SAME_TRAINING = "the last epoch of the same training"
NAAP_EPOCHS, CURVE_EPOCHS = 90, 200


@dataclass(frozen=True)
class OtherTable:
    """A file in the data folder, and how its populations are read.

    Attributes:
        scores: where scores that others released for it are looked for; without them it is read all the same.
    """

    name: str
    file: str
    read: Callable[[], Iterator[Readings]]
    scores: Callable[[], Path] | None = None

    @property
    def path(self) -> Path:
        """Where it is looked for."""
        return data_folder() / "nas" / self.file

    @property
    def is_at_hand(self) -> bool:
        """Whether the file is there."""
        return self.path.is_file()

    @property
    def sha256(self) -> str:
        """Of the file, or of it and the scores where they are at hand.

        Raises:
            MissingError: it is not there.
        """
        if not self.is_at_hand:
            raise MissingError(
                f"table {self.name} is not at {self.path}; set LCMNAS_DATA to the folder with nas/"
            )
        sha256 = file_sha256(self.path)
        if self.scores is None or not self.scores().is_file():
            return sha256
        return hashlib.sha256(f"{sha256}{file_sha256(self.scores())}".encode()).hexdigest()


def readings(other: Other) -> list[Readings]:
    """Every population of the table that the request was made for.

    Raises:
        MissingError: its file is not at hand.
        StoreError: it is at hand with another content.
    """
    found = OTHERS[other.table]
    if found.sha256 != other.sha256:
        raise StoreError(f"table {other.table} at {found.path} is not the one this run was made with")
    return list(found.read())


def _nasbench201() -> Iterator[Readings]:
    """12 epochs of a schedule of their own against 200; validation and test come from different trainings.

    On CIFAR-10 the cheap training sees half the images that the one behind the truth does. Sizes, and scores
    that others released where they are at hand, stand beside it.
    """
    table = read_nasbench201()
    released = released_scores(table.card.name) if scores_path().is_file() else None
    long, short = SCHEDULES
    classes = table.frame["rep_arch_index"].to_numpy()
    for dataset in DATASETS:
        truth = table.truth(dataset, "test", long)
        split: SplitName = "validation" if dataset == DATASETS[0] else "validation+test"
        runs = table.seeds(dataset, split)
        seconds = float(table.seconds(dataset).mean())
        price = Price(seconds=seconds, share=HALF.get(dataset, 1.0), seconds_of="GPU")
        values = floats(table.truth(dataset, "validation", short))
        name, trained = f"c0r0s0e{short}", RUNS.get(dataset, 1)
        note = f"mean of {trained} trainings, which the price is of" if trained > 1 else ""
        cheap = price.times(trained * short / long)
        yield Readings(
            "nasbench201",
            "all",
            dataset,
            tuple(truth.index),
            floats(truth),
            f"test accuracy after {long} epochs, mean of two trainings or three",
            long,
            whole=price,
            signals=(
                Signal(name, "short", values, cheap, note=note),
                *_sizes(table, dataset),
                *(_released(released, dataset) if released else ()),
            ),
            repeats=Repeats(
                floats(runs[0]),
                floats(runs[1]),
                f"{split} accuracy after {long} epochs, runs 0 and 1",
                LEAST_AVERAGED,
            ),
            classes=classes,
        )


def _sizes(table: Table, dataset: str) -> Iterator[Signal]:
    for name in ("params", "macs"):
        values = floats(table.quantity(name, dataset))
        yield Signal(name, "proxy", values, Price(0.0, 0.0, 0.0), note="as the table counts them")


def _released(released: Released, dataset: str) -> Iterator[Signal]:
    """One for each score whose seconds were released with it."""
    timed = (each for each in released.columns if each.dataset == dataset and each.seconds)
    for each in timed:
        if each.proxy is not None:
            seconds = float(released.frame[each.seconds].mean())
            values = floats(released.frame[each.column])
            price = Price(seconds=seconds, seconds_of="wall")
            yield Signal(each.proxy, "proxy", values, price, note=f"released by {each.source}")


def _nb201_curves() -> Iterator[Readings]:
    table = read_nasbench201()
    frame = table.frame.reset_index().set_index("arch_index")
    path = OTHERS["nb201_curves"].path
    curves = read_parquet(path, ["arch_index", "cifar10_val_acc_curve"]).set_index("arch_index")
    cells = frame.loc[curves.index]
    seconds = float(cells["cifar10_train_seconds_200"].mean())
    price = Price(seconds=seconds, share=HALF["cifar10"], seconds_of="GPU")
    yield Readings(
        "nb201_curves",
        "200 cells",
        "cifar10",
        tuple(cells["arch"]),
        floats(cells["cifar10_test_200"]) / 100,
        "test accuracy after 200 epochs, mean of trainings on all images",
        CURVE_EPOCHS,
        {VALIDATION: np.stack(curves["cifar10_val_acc_curve"].tolist(), axis=1) / 100},
        price.times(float(cells["num_seeds"].mean())),
        classes=cells["rep_arch_index"].to_numpy(),
        curves_note="mean of two trainings or three, which the price is of",
    )


def _naap440() -> Iterator[Readings]:
    epochs = range(1, NAAP_EPOCHS + 1)
    tests = [f"cifar10_test_ep{epoch}" for epoch in epochs]
    losses = [f"train_loss_mean_ep{epoch}" for epoch in epochs]
    path = OTHERS["naap440"].path
    frame = read_parquet(path, ["model_id", "train_wall_seconds", *tests, *losses])
    curves = {TEST: _columns(frame, tests), LOSS_SUM: np.cumsum(_columns(frame, losses), axis=0)}
    yield Readings(
        "naap440",
        "all",
        "cifar10",
        tuple(map(str, frame["model_id"])),
        curves[TEST][-1],
        f"test accuracy after {NAAP_EPOCHS} epochs: {SAME_TRAINING}",
        NAAP_EPOCHS,
        curves,
        Price(seconds=float(frame["train_wall_seconds"].mean()), share=1.0, seconds_of="wall"),
    )


def _metaqnn() -> Iterator[Readings]:
    table = at_common_rate(read_metaqnn())
    names = [f"val_acc_ep{epoch}" for epoch in range(1, METAQNN_EPOCHS + 1)]
    curves = {VALIDATION: _columns(table.frame, names)}
    yield Readings(
        "metaqnn",
        "common_rate",
        "cifar10",
        tuple(table.frame.index),
        curves[VALIDATION][-1],
        f"validation accuracy after {METAQNN_EPOCHS} epochs: {SAME_TRAINING}",
        METAQNN_EPOCHS,
        curves,
    )


def _columns(frame: pd.DataFrame, names: list[str]) -> Floats:
    """(epochs, n)."""
    return np.ascontiguousarray(floats(frame[names]).T)


OTHERS: Registry[OtherTable] = Registry("table of training curves")
for _table in (
    OtherTable("nasbench201", "nb201.parquet", _nasbench201, scores_path),
    OtherTable("nb201_curves", "nb201_curves_200archs.parquet", _nb201_curves),
    OtherTable("naap440", "naap440.parquet", _naap440),
    OtherTable("metaqnn", "metaqnn_cifar10.parquet", _metaqnn),
):
    OTHERS.register(_table.name, _table)
