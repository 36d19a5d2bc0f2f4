from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pyarrow import parquet
from scipy.stats import kendalltau

from lcmnas_core.errors import MissingError, StoreError
from lcmnas_core.tables.catalogue import load
from lcmnas_core.tables.nasbench201 import CARD
from lcmnas_core.tables.released import released_scores


def is_live(cell: str) -> bool:
    reached = {0}
    for node, edges in enumerate(cell.split("+"), start=1):
        for edge in edges.strip("|").split("|"):
            operation, start = edge.split("~")
            if operation != "none" and int(start) in reached:
                reached.add(node)
    return 3 in reached


def test_every_stored_column_is_described_and_nothing_else(real_data: Path) -> None:
    stored = parquet.read_schema(real_data / "nas" / "nb201.parquet").names
    assert sorted(stored) == sorted([CARD.arch_column, *(each.name for each in CARD.columns)])


def test_one_cell_as_in_the_official_records(real_data: Path) -> None:
    # Index 0 of the benchmark: 85.86333 % test, 81.98267 % validation, 0.129306 M, 15.64737 M, 1444.2186 s.
    table = load("nasbench201")
    cell = "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|"
    assert table.truth("cifar10")[cell] == pytest.approx(0.8586333)
    assert table.truth("cifar10", "validation")[cell] == pytest.approx(0.8198267)
    assert table.truth("cifar10", "test", 12)[cell] == pytest.approx(0.6955)
    assert table.quantity("params", "cifar10")[cell] == pytest.approx(129_306)
    assert table.quantity("macs", "imagenet16_120")[cell] == pytest.approx(3_919_480)
    assert table.seconds("cifar10")[cell] == pytest.approx(1444.2186)


def test_targets_carry_the_stored_names(real_data: Path) -> None:
    table = load("nb201")
    assert table.target_column("cifar100").name == "cifar100_test_200"
    assert table.target_column("imagenet16_120", "validation", 12).name == "imagenet16_120_val_12"
    assert table.target_column("cifar10").higher_is_better


@pytest.mark.parametrize("dataset", ["cifar100", "imagenet16_120"])
def test_validation_was_derived_from_both_and_test(real_data: Path, dataset: str) -> None:
    # Equal halves: mean(validation+test) = (validation + test) / 2, over the runs of each cell.
    table = load("nasbench201")
    both = table.seeds(dataset, "validation+test").mean(axis=1)
    derived = 2 * both - table.truth(dataset)
    assert np.allclose(derived, table.truth(dataset, "validation"), atol=2e-5)


def test_seeds_of_the_small_subspace_agree_as_measured_before(real_data: Path) -> None:
    # CIFAR-100, first two runs, cells without 1x1 and pooling: .776, and .730 without the dead ones.
    seeds = load("nasbench201").seeds("cifar100", "validation+test")
    small = seeds[~seeds.index.str.contains("1x1|avg")]
    live = small[[is_live(cell) for cell in small.index]]
    assert (len(small), len(live)) == (729, 662)
    assert kendalltau(small[0], small[1]).statistic == pytest.approx(0.776, abs=5e-4)
    assert kendalltau(live[0], live[1]).statistic == pytest.approx(0.730, abs=5e-4)


def test_a_missing_table_says_where_and_what_to_do(own_data: Path) -> None:
    with pytest.raises(MissingError, match=rf"{own_data}/nas/nb201\.parquet; set LCMNAS_DATA") as caught:
        load("nasbench201")
    assert caught.value.exit_code == 3


def test_garbage_is_a_store_error(own_data: Path) -> None:
    (own_data / "nas").mkdir()
    (own_data / "nas" / "nb201.parquet").write_bytes(b"PAR1 but no more")
    with pytest.raises(StoreError, match="not a readable parquet file") as caught:
        load("nasbench201")
    assert caught.value.exit_code == 4
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("column", "tau"),
    [("cifar10_synflow", 0.571), ("cifar10_naswot", 0.598), ("cifar10_logsynflow", 0.630)],
)
def test_released_scores_have_the_taus_of_the_literature(real_data: Path, column: str, tau: float) -> None:
    truth = load("nasbench201").truth("cifar10")
    scores = released_scores("nasbench201").frame[column].dropna()
    assert kendalltau(scores, truth[scores.index]).statistic == pytest.approx(tau, abs=5e-4)


def test_released_columns_are_found_by_our_names(real_data: Path) -> None:
    released = released_scores("nasbench201")
    assert [each.column for each in released.of("zen", "cifar10")] == ["cifar10_zen", "cifar10_nbsz_zen"]
    assert [each.column for each in released.of("macs", "cifar10")] == ["cifar10_nbsz_flops"]
    assert released.of("snip", "cifar100") == ()
    assert released.frame["cifar10_nbsz_snip"].notna().sum() == 9_445
    stored = parquet.read_schema(real_data / "nas" / "nb201_proxies.parquet").names
    assert sorted(stored) == sorted(["arch_index", *released.frame.columns])


def test_released_params_are_the_params(real_data: Path) -> None:
    scores = released_scores("nasbench201").frame["cifar10_nbsz_params"].dropna()
    params = load("nasbench201").quantity("params", "cifar10")[scores.index] / 1e6
    assert np.allclose(scores, params, rtol=1e-6)


def test_missing_released_scores_are_named(own_data: Path) -> None:
    with pytest.raises(MissingError, match=r"nb201_proxies\.parquet"):
        released_scores("nasbench201")
