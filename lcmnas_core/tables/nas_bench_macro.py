"""NAS-Bench-Macro on CIFAR-10: all 6,561 chains of eight blocks, three trainings each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lcmnas_core.architectures.block_chain import BlockChain
from lcmnas_core.errors import StoreError, UsageError
from lcmnas_core.folders import data_folder
from lcmnas_core.tables.described import read_at_hand
from lcmnas_core.tables.schema import Column, TableCard
from lcmnas_core.tables.table import Table

NAME = "nas_bench_macro"
EPOCHS = 50
RUNS = 3

CLASS = Column(
    name="class_key",
    kind="id",
    metric="class",
    description="equal for chains that are one network, trained once; not in the file, derived",
)


def table_path() -> Path:
    """Where the table is looked for."""
    return data_folder() / "nas" / "nas_bench_macro.parquet"


def _accuracy(name: str, run: int | None) -> Column:
    return Column(
        name=name,
        kind="truth",
        metric="accuracy",
        unit="%",
        dataset="cifar10",
        split="test",
        epochs=EPOCHS,
        schedule=EPOCHS,
        run=run,
        higher_is_better=True,
        description="highest of all epochs, by the benchmark's public code",
    )


def _columns() -> Iterator[Column]:
    for run in range(RUNS):
        yield _accuracy(f"cifar10_test_seed{run}", run)
    yield _accuracy("cifar10_test_mean", None)
    yield Column(
        name="cifar10_test_std",
        kind="quantity",
        metric="accuracy deviation",
        unit="%",
        dataset="cifar10",
        description="of the three runs, divided by 3",
    )
    yield Column(name="params", kind="quantity", metric="params", unit="count", dataset="cifar10")
    yield Column(
        name="flops",
        kind="quantity",
        metric="macs",
        unit="count",
        dataset="cifar10",
        description="convolutions and the linear layer, biases left out",
    )


CARD = TableCard(
    name=NAME,
    title="NAS-Bench-Macro, 6,561 chains of eight blocks on CIFAR-10, three runs each",
    space="nas_bench_macro",
    version="1",
    rows=6_561,
    arch_column="arch_str",
    columns=tuple(_columns()),
    dataset="cifar10",
    provenance=(
        "Su et al., Prioritized Architecture Sampling with Monto-Carlo Tree Search, CVPR 2021, "
        "arXiv:2103.11922: xiusu/NAS-Bench-Macro, nas-bench-macro_cifar10.json at commit 61a2bfc2",
        "50 epochs on all 50,000 training images, seeds 0, 1, 2, by its public code: SGD 0.1 with cosine, "
        "momentum 0.9, weight decay 5e-4, batch 256, crops and flips; no validation accuracy, no seconds",
        "chains that differ only in where identities stand within a stage are one network, trained once and "
        "repeated: 3,969 networks",
    ),
    licence="Apache-2.0",
    sha256="2308211a05c3f4db90c9924cbbb2948969a1f1cfa05d93f2781df4496fc09b79",
)


def read_nas_bench_macro() -> Table:
    """The complete table from `nas/nas_bench_macro.parquet` in the data folder, with each chain's class.

    Raises:
        MissingError: the file is not there.
        StoreError: it is damaged or lacks columns.
    """
    path = table_path()
    table = read_at_hand(CARD, path)
    try:
        keys = [str(BlockChain.parse(arch).settled) for arch in table.frame.index]
    except UsageError as error:
        raise StoreError(f"{path} is damaged: {error}") from error
    card = CARD.model_copy(update={"columns": (*CARD.columns, CLASS)})
    return replace(table, card=card, frame=table.frame.assign(**{CLASS.name: keys}))
