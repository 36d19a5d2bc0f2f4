"""MetaQNN on CIFAR-10: 1,000 plain CNNs with the validation accuracy after each of 20 epochs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lcmnas_core.folders import data_folder
from lcmnas_core.tables.described import read_at_hand
from lcmnas_core.tables.schema import Column, TableCard
from lcmnas_core.tables.table import Table

NAME = "metaqnn"
EPOCHS = 20
FIRST_RATE = 0.001
"""The learning rate that every training begins with; it is lowered where the first epoch learns nothing."""

STATED_PARAMS = "stated_params"
"""The metric of the table's own parameter count, which is not that of the trained networks."""


def table_path() -> Path:
    """Where the table is looked for."""
    return data_folder() / "nas" / "metaqnn_cifar10.parquet"


def _columns() -> Iterator[Column]:
    yield Column(name="training_dataset", kind="id", metric="training set", dataset="cifar10")
    yield Column(
        name="num_params",
        kind="quantity",
        metric=STATED_PARAMS,
        unit="count",
        dataset="cifar10",
        description="counts the classifier as a copy of the layer before it, so not the network's own",
    )
    yield Column(
        name="depth",
        kind="quantity",
        metric="written layers",
        unit="count",
        description="without dropouts, classifier included",
    )
    yield Column(
        name="lr",
        kind="quantity",
        metric="learning rate",
        description="initial; 0.001 times 0.4 for each attempt that learnt nothing in its first epoch",
    )
    for epoch in range(1, EPOCHS + 1):
        yield Column(
            name=f"val_acc_ep{epoch}",
            kind="truth",
            metric="accuracy",
            unit="fraction",
            dataset="cifar10",
            split="validation",
            epochs=epoch,
            schedule=EPOCHS,
            higher_is_better=True,
        )


CARD = TableCard(
    name=NAME,
    title="MetaQNN, 1,000 plain CNNs on CIFAR-10, one training of 20 epochs each",
    space="metaqnn",
    version="1",
    rows=1_000,
    arch_column="net",
    columns=tuple(_columns()),
    dataset="cifar10",
    provenance=(
        "Baker, Gupta, Raskar and Naik, Accelerating neural architecture search using performance "
        "prediction, arXiv:1705.10823: nikdnaik/accelerating_nas-1, MetaQNN data at commit 82ed099d (MIT)",
        "networks of the space of Baker, Gupta, Naik and Raskar, arXiv:1611.02167; dropout rates, ReLU and "
        "pools as its public code reads the strings (bowenbaker/metaqnn)",
    ),
    licence="MIT",
    sha256="a2f4b414685c95a570f303a391a95cdb1f991ab548a87eff4a0f29a8b4e96a5f",
)


def read_metaqnn() -> Table:
    """The complete table from `nas/metaqnn_cifar10.parquet` in the data folder.

    Raises:
        MissingError: the file is not there.
        StoreError: it is damaged or lacks columns.
    """
    return read_at_hand(CARD, table_path())


def at_common_rate(table: Table) -> Table:
    """The 802 networks that were trained at `FIRST_RATE`: elsewhere accuracy tells of the rate too."""
    return replace(table, frame=table.frame[table.frame["lr"] == FIRST_RATE])
