from __future__ import annotations

from pathlib import Path

import pytest
from pyarrow import parquet

from lcmnas_core.cli.closed_forms import closed_forms
from lcmnas_core.errors import MissingError
from lcmnas_core.tables.catalogue import load
from lcmnas_core.tables.metaqnn import CARD, at_common_rate
from lcmnas_core.tables.verify import verify

FIRST = (
    "[C(64,1,1), C(128,1,1), D(1,3), P(2,2), C(64,1,1), D(2,3), "
    "C(128,5,1), C(128,3,1), D(3,3), GAP(10), SM(10)]"
)


@pytest.fixture
def metaqnn_data(real_data: Path) -> Path:
    path = real_data / "nas" / "metaqnn_cifar10.parquet"
    if not path.is_file():
        pytest.skip("LCMNAS_DATA names no folder with nas/metaqnn_cifar10.parquet")
    return path


def test_every_stored_column_is_described_and_nothing_else(metaqnn_data: Path) -> None:
    stored = parquet.read_schema(metaqnn_data).names
    assert sorted(stored) == sorted([CARD.arch_column, *(each.name for each in CARD.columns)])


def test_truth_is_the_accuracy_after_the_last_epoch(metaqnn_data: Path) -> None:
    # First row of the file: 0.3152 after one epoch, 0.5672 after twenty.
    table = load("metaqnn")
    assert table.target_column().name == "val_acc_ep20"
    assert table.truth()[FIRST] == pytest.approx(0.5672)
    assert table.truth(epochs=1)[FIRST] == pytest.approx(0.3152)
    assert table.quantity("stated_params")[FIRST] == 370_112


def test_802_networks_were_trained_at_the_common_rate(metaqnn_data: Path) -> None:
    table = load("metaqnn")
    common = at_common_rate(table)
    assert (len(table.frame), len(common.frame)) == (1_000, 802)
    assert set(common.frame["lr"]) == {0.001}
    assert common.truth().between(0.15, 0.85).all()


def test_the_table_is_whole(metaqnn_data: Path) -> None:
    checks = verify("metaqnn", closed_forms("metaqnn"))
    assert {each.name: each.ok for each in checks} == {
        "sha256": True,
        "rows": True,
        "distinct architectures": True,
        "accuracies lie in [0, 1]": True,
        "cifar10 stated_params equal the closed form": True,
    }


def test_a_changed_network_is_noticed(metaqnn_data: Path, own_data: Path) -> None:
    table = parquet.read_table(metaqnn_data)
    nets = table["net"].to_pylist()
    nets[0] = nets[0].replace("C(128,5,1)", "C(128,3,1)")
    (own_data / "nas").mkdir()
    changed = table.set_column(table.schema.names.index("net"), "net", [nets])
    parquet.write_table(changed, own_data / "nas" / metaqnn_data.name)
    failed = [each.name for each in verify("metaqnn", closed_forms("metaqnn")) if not each.ok]
    assert failed == ["sha256", "cifar10 stated_params equal the closed form"]


def test_a_missing_table_says_where_and_what_to_do(own_data: Path) -> None:
    with pytest.raises(MissingError, match=rf"{own_data}/nas/metaqnn_cifar10\.parquet; set LCMNAS_DATA"):
        load("metaqnn")
