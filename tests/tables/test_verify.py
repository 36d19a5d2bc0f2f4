from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from lcmnas_core.tables.catalogue import SHIPPED, sources
from lcmnas_core.tables.schema import TableCard
from lcmnas_core.tables.stored import write_trainings
from lcmnas_core.tables.trainings import Training
from lcmnas_core.tables.verify import verify


def failed(name: str) -> list[str]:
    return [each.name for each in verify(name) if not each.ok]


def test_the_real_table_is_as_published(real_data: Path) -> None:
    assert failed("nasbench201") == []
    assert len(verify("nasbench201")) >= 15


def test_a_table_of_our_own_verifies(own_data: Path, trainings: list[Training], toy_card: TableCard) -> None:
    write_trainings(trainings, toy_card, own_data / "tables")
    assert failed("toy") == []


@pytest.mark.parametrize(
    ("arch", "recipe", "noticed"),
    [
        ("a", "c2r0s0e3", []),
        ("a", "c2r0s0e2", ["reductions are named by their notation"]),
        ("a", "narrow", ["reductions are named by their notation"]),
        ("z", "c2r0s0e3", ["what was trained reduced was trained whole"]),
    ],
)
def test_reductions_are_checked(
    own_data: Path,
    trainings: list[Training],
    toy_card: TableCard,
    make_training: Callable[..., Training],
    arch: str,
    recipe: str,
    noticed: list[str],
) -> None:
    rows = [*trainings, make_training(arch, 0, 0.5, recipe=recipe)]
    write_trainings(rows, toy_card, own_data / "tables")
    assert failed("toy") == noticed


@pytest.mark.parametrize("name", ["synthetic", "nb201_mini", "macro_mini"])
def test_shipped_tables_verify(name: str) -> None:
    if not next(each for each in sources() if each.name == name).is_at_hand:
        pytest.skip(f"{name} is not in {SHIPPED.name}/ yet")
    assert failed(name) == []


def tampered(real_parquet: Path, data: Path, column: str, row: int, value: float) -> None:
    table = parquet.read_table(real_parquet)
    numbers = table[column].to_pylist()
    numbers[row] = value
    field = table.schema.field(column)
    changed = table.set_column(table.schema.names.index(column), field, pa.array(numbers, field.type))
    (data / "nas").mkdir()
    parquet.write_table(changed, data / "nas" / "nb201.parquet")


@pytest.mark.parametrize(
    ("column", "row", "value", "noticed"),
    [
        ("cifar10_test_200", 6111, 90.0, "cifar10 best test accuracy"),
        ("cifar100_val_12", 3, 120.0, "accuracies lie in [0, 1]"),
        ("rep_arch_index", 0, 15_624, "representatives stand for themselves"),
        ("n_skip", 0, 6, "n_skip agrees with the cell string"),
        ("cifar100_train_seconds_200", 9, 1.0, "cifar100 seconds are 2.0 x cifar10"),
    ],
)
def test_one_wrong_number_is_noticed(
    real_parquet: Path, own_data: Path, column: str, row: int, value: float, noticed: str
) -> None:
    tampered(real_parquet, own_data, column, row, value)
    assert noticed in failed("nasbench201")


def test_closed_forms_are_compared(real_data: Path) -> None:
    # C=16, N=5. A convolution with its batch norm has k^2 c^2 + 2 c, five times at each of c = 16, 32, 64.
    # The rest: stem 464, reduction blocks 14,464 and 57,600, last batch norm 128, classifier 65 per class.
    three = 5 * sum(9 * c * c + 2 * c for c in (16, 32, 64))
    one = 5 * sum(c * c + 2 * c for c in (16, 32, 64))
    classes = {"cifar10": 10, "cifar100": 100, "imagenet16_120": 120}

    def counts(cell: str, dataset: str) -> dict[str, int]:
        rest = 464 + 14_464 + 57_600 + 128 + 65 * classes[dataset]
        params = rest + three * cell.count("nor_conv_3x3") + one * cell.count("nor_conv_1x1")
        return {"params": params, "macs": 0}

    checks = {each.name: each.ok for each in verify("nasbench201", counts)}
    assert all(checks[f"{dataset} params equal the closed form"] for dataset in classes)
    assert not checks["cifar10 macs equal the closed form"]
