"""Check a table against what is known of it, so that a wrong copy shows before results do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Reduction
from lcmnas_core.tables.catalogue import load
from lcmnas_core.tables.nasbench201 import DATASETS
from lcmnas_core.tables.schema import FACTORS, Column
from lcmnas_core.tables.table import Table
from lcmnas_core.tables.trainings import FULL

if TYPE_CHECKING:
    import pandas as pd

Counts = Callable[[str, str], Mapping[str, int]]
"""(canonical string, truth data set) to closed forms of what the table stores, by metric."""

MAXIMA = {
    "cifar10": (0.943733, 6111),
    "cifar100": (0.735133, 9930),
    "imagenet16_120": (0.473111, 857),
}
"""Best mean test accuracy at 200 epochs as published, and the official index of the cell that has it."""

VALIDATION_MAXIMA = {"cifar10": 0.9161, "cifar100": 0.7349, "imagenet16_120": 0.4673}

OPERATION_COUNTS = {
    "n_conv3x3": "nor_conv_3x3",
    "n_conv1x1": "nor_conv_1x1",
    "n_avgpool": "avg_pool_3x3",
    "n_skip": "skip_connect",
}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str


def verify(name: str, counts: Counts | None = None) -> list[Check]:
    """Load the table and check its file, rows, ranges and, where published figures exist, those.

    `counts` gives the closed forms of the table's space; without it they are not compared.

    Raises:
        LcmnasError: as `load`.
    """
    table = load(name)
    checks = list(_general(table))
    if table.card.name == "nasbench201":
        checks += _nasbench201(table)
    if counts is not None:
        checks += _closed_forms(table, counts)
    return checks


def _general(table: Table) -> Iterator[Check]:
    card = table.card
    if card.sha256 is not None:
        yield Check("sha256", table.sha256 == card.sha256, f"{table.sha256} (card: {card.sha256})")
    rows = len(table.frame if table.trainings is None else table.trainings)
    yield Check("rows", rows == card.rows, f"{rows}, card says {card.rows}")
    keys = table.frame.set_index("population", append=True) if table.populations else table.frame
    distinct = keys.index.nunique()
    yield Check("distinct architectures", distinct == len(keys), f"{distinct} of {len(keys)} rows")
    accuracies = [each for each in card.columns if each.metric == "accuracy"]
    outside = [each.name for each in accuracies if not _is_fraction(table, each)]
    detail = f"outside: {', '.join(outside)}" if outside else f"{len(accuracies)} columns"
    yield Check("accuracies lie in [0, 1]", not outside, detail)
    if table.trainings is not None:
        yield from _reductions(table.trainings)


def _reductions(trainings: pd.DataFrame) -> Iterator[Check]:
    whole, reduced = (trainings[(trainings["recipe"] == FULL) == wanted] for wanted in (True, False))
    if reduced.empty:
        return
    written = set(zip(reduced["recipe"], reduced["epochs"], strict=True))
    wrong = sorted(recipe for recipe, epochs in written if not _is_written(recipe, epochs))
    detail = f"are not: {', '.join(wrong)}" if wrong else f"{len(written)} reductions"
    yield Check("reductions are named by their notation", not wrong, detail)
    archs = (set(zip(each["population"], each["arch"], strict=True)) for each in (reduced, whole))
    alone = len(set.difference(*archs))
    yield Check("what was trained reduced was trained whole", alone == 0, f"{alone} architectures were not")


def _is_written(recipe: str, epochs: int) -> bool:
    try:
        return Reduction.parse(recipe).e == epochs
    except UsageError:
        return False


def _is_fraction(table: Table, column: Column) -> bool:
    values = table.frame[column.name].to_numpy(dtype=np.float64) * FACTORS[column.unit]
    measured = values[~np.isnan(values)]
    return len(measured) > 0 and bool(measured.min() >= 0 and measured.max() <= 1)


def _nasbench201(table: Table) -> Iterator[Check]:
    frame = table.frame
    for dataset, (best, index) in MAXIMA.items():
        truth = table.truth(dataset)
        found, at = float(truth.max()), int(frame["arch_index"].iloc[int(truth.argmax())])
        ok = abs(found - best) < 5e-7 and at == index
        yield Check(
            f"{dataset} best test accuracy", ok, f"{found:.6f} at index {at}, published {best:.6f} at {index}"
        )
        found = float(table.truth(dataset, "validation").max())
        ok = abs(found - VALIDATION_MAXIMA[dataset]) < 5e-5
        yield Check(
            f"{dataset} best validation accuracy",
            ok,
            f"{found:.4f}, published {VALIDATION_MAXIMA[dataset]:.4f}",
        )
    classes = frame["rep_arch_index"].nunique()
    yield Check("isomorphism classes", classes == 6_466, f"{classes}, published 6,466")
    representative = frame.set_index("arch_index")["rep_arch_index"]
    wrong = int((representative.reindex(frame["rep_arch_index"]) != frame["rep_arch_index"].to_numpy()).sum())
    yield Check("representatives stand for themselves", wrong == 0, f"{wrong} cells whose does not")
    strings = frame.index.to_series()
    for column, operation in OPERATION_COUNTS.items():
        wrong = int((strings.str.count(operation) != frame[column]).sum())
        yield Check(f"{column} agrees with the cell string", wrong == 0, f"{wrong} cells differ")
    yield from _shared_seconds(table)


def _shared_seconds(table: Table) -> Iterator[Check]:
    base = table.seconds("cifar10")
    for dataset, factor in zip(DATASETS[1:], (2.0, 6.068), strict=True):
        ratio = table.seconds(dataset) / base
        ok = bool(np.allclose(ratio, factor, rtol=1e-3))
        yield Check(
            f"{dataset} seconds are {factor} x cifar10", ok, f"{ratio.min():.4f} to {ratio.max():.4f}"
        )


def _closed_forms(table: Table, counts: Counts) -> Iterator[Check]:
    example = counts(str(table.frame.index[0]), table.card.dataset)
    columns = [each for each in table.card.columns if each.metric in example and not each.variant]
    for dataset in sorted({each.dataset or table.card.dataset for each in columns}):
        forms = [counts(arch, dataset) for arch in table.frame.index]
        for metric in example:
            expected = np.array([each[metric] for each in forms], dtype=np.float64)
            stored = table.quantity(metric, dataset).to_numpy()
            wrong = int((np.abs(stored - expected) > 0.5 + 1e-9 * expected).sum())
            detail = f"{wrong} of {len(stored)} architectures differ"
            yield Check(f"{dataset} {metric} equal the closed form", wrong == 0, detail)
