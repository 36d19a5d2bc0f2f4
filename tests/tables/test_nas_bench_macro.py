from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pyarrow import parquet

from lcmnas_core.cli.closed_forms import closed_forms
from lcmnas_core.errors import MissingError, StoreError, UsageError
from lcmnas_core.tables.catalogue import load
from lcmnas_core.tables.nas_bench_macro import CARD
from lcmnas_core.tables.verify import verify


@pytest.fixture
def macro_data(real_data: Path) -> Path:
    path = real_data / "nas" / "nas_bench_macro.parquet"
    if not path.is_file():
        pytest.skip("LCMNAS_DATA names no folder with nas/nas_bench_macro.parquet")
    return path


def write_rows(source: Path, folder: Path, arch: str) -> None:
    """The first ten rows, the first of them renamed."""
    table = parquet.read_table(source).slice(0, 10)
    archs = [arch, *table["arch_str"].to_pylist()[1:]]
    (folder / "nas").mkdir()
    renamed = table.set_column(table.schema.names.index("arch_str"), "arch_str", [archs])
    parquet.write_table(renamed, folder / "nas" / source.name)


def test_every_stored_column_is_described_and_nothing_else(macro_data: Path) -> None:
    stored = parquet.read_schema(macro_data).names
    assert sorted(stored) == sorted([CARD.arch_column, *(each.name for each in CARD.columns)])


def test_truth_is_the_mean_of_three_runs(macro_data: Path) -> None:
    table = load("nas_bench_macro")
    runs = table.seeds(split="test")
    assert list(runs) == [0, 1, 2]
    # First row of the file: 45.32, 45.33, 45.44, mean 45.36333.
    assert runs.loc["00000000"].tolist() == pytest.approx([0.4532, 0.4533, 0.4544])
    assert table.truth()["00000000"] == pytest.approx(0.4536333)
    assert np.allclose(runs.mean(axis=1), table.truth(), rtol=0, atol=2e-7)
    assert table.truth(seed=2)["00000000"] == pytest.approx(0.4544)


def test_the_best_network_is_the_published_one(macro_data: Path) -> None:
    truth = load("nas_bench_macro").truth()
    assert truth.idxmax() == "22212202"
    # 93.13 % as published.
    assert truth.max() == pytest.approx(0.9313, abs=5e-5)


def test_chains_of_one_network_share_a_class_and_its_numbers(macro_data: Path) -> None:
    table = load("nas_bench_macro")
    assert table.column("class_key").kind == "id"
    keys = table.frame["class_key"]
    assert keys.nunique() == 3_969
    assert keys["00001000"] == keys["00010000"] == "00010000"
    stored = table.frame.drop(columns="class_key").groupby(keys).nunique()
    assert (stored == 1).to_numpy().all()


def test_there_are_no_seconds_and_no_validation_accuracies(macro_data: Path) -> None:
    table = load("nas_bench_macro")
    for ask in (table.seconds, lambda: table.truth(split="validation")):
        with pytest.raises(UsageError, match="table nas_bench_macro has no"):
            ask()


def test_the_table_is_whole(macro_data: Path) -> None:
    checks = verify("nas_bench_macro", closed_forms("nas_bench_macro"))
    assert {each.name: each.ok for each in checks} == {
        "sha256": True,
        "rows": True,
        "distinct architectures": True,
        "accuracies lie in [0, 1]": True,
        "cifar10 params equal the closed form": True,
        "cifar10 macs equal the closed form": True,
    }


def test_a_wrong_copy_is_noticed(macro_data: Path, own_data: Path) -> None:
    write_rows(macro_data, own_data, "20000000")
    failed = [each.name for each in verify("nas_bench_macro", closed_forms("nas_bench_macro")) if not each.ok]
    assert failed == [
        "sha256", "rows", "cifar10 params equal the closed form", "cifar10 macs equal the closed form",
    ]  # fmt: skip


def test_a_chain_that_is_none_is_told_with_its_file(macro_data: Path, own_data: Path) -> None:
    write_rows(macro_data, own_data, "0000000x")
    with pytest.raises(StoreError, match=r"nas_bench_macro\.parquet is damaged: .*'0000000x'"):
        load("nas_bench_macro")


def test_a_missing_table_says_where_and_what_to_do(own_data: Path) -> None:
    with pytest.raises(MissingError, match=rf"{own_data}/nas/nas_bench_macro\.parquet; set LCMNAS_DATA"):
        load("nas_bench_macro")
