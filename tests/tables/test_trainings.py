from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from lcmnas_core.errors import MissingError, StoreError, UnknownName, UsageError
from lcmnas_core.tables.members import expanded
from lcmnas_core.tables.schema import TableCard
from lcmnas_core.tables.stored import read_stored, write_trainings
from lcmnas_core.tables.table import Table
from lcmnas_core.tables.trainings import Training, read_trainings


@pytest.fixture
def toy(trainings: list[Training], toy_card: TableCard, tmp_path: Path) -> Table:
    write_trainings(trainings, toy_card, tmp_path)
    return read_stored(tmp_path, "toy")


def test_trainings_come_back_as_written(
    trainings: list[Training], toy_card: TableCard, tmp_path: Path
) -> None:
    path = write_trainings(trainings, toy_card, tmp_path)
    assert read_trainings(path) == sorted(trainings, key=lambda each: each.key)


def test_equal_trainings_give_equal_bytes_in_any_order(
    trainings: list[Training], toy_card: TableCard, tmp_path: Path
) -> None:
    one = write_trainings(trainings, toy_card, tmp_path / "one")
    other = write_trainings(trainings[::-1], toy_card, tmp_path / "other")
    assert one.read_bytes() == other.read_bytes()
    assert one.with_suffix(".json").read_bytes() == other.with_suffix(".json").read_bytes()


def test_the_mean_is_over_all_seeds_or_absent(toy: Table) -> None:
    # a: (0.5 + 0.7) / 2; d: the second seed crashed, and 0.9 of one seed is not comparable with a mean.
    truth = toy.restrict("subspace").truth()
    assert truth["a"] == pytest.approx(0.6)
    assert math.isnan(truth["d"])


def test_a_seed_in_the_making_enters_no_mean_before_it_is_whole(
    toy_card: TableCard, make_training: Callable[..., Training], tmp_path: Path
) -> None:
    rows = [make_training(arch, 0, test) for arch, test in (("a", 0.5), ("b", 0.6))]
    write_trainings([*rows, make_training("b", 1, 0.9)], toy_card, tmp_path)
    table = read_stored(tmp_path, "toy").restrict("subspace")
    assert table.truth().to_dict() == {"a": 0.5, "b": 0.6}
    assert table.seeds(split="test").loc["b", 1] == 0.9
    write_trainings([*rows, make_training("b", 1, 0.9), make_training("a", 1, 0.7)], toy_card, tmp_path)
    table = read_stored(tmp_path, "toy").restrict("subspace")
    assert table.truth().to_dict() == pytest.approx({"a": 0.6, "b": 0.75})


def test_single_seeds_are_kept_even_where_the_mean_is_absent(toy: Table) -> None:
    seeds = toy.restrict("subspace").seeds(split="test")
    assert seeds.loc["a", [0, 1]].tolist() == [0.5, 0.7]
    assert seeds.loc["d", 0] == 0.9
    assert math.isnan(seeds.loc["d", 1])


def test_populations_have_their_own_seeds_and_are_never_pooled(toy: Table) -> None:
    # `a` stands in both populations; the sample was trained with seed 5 only.
    assert toy.restrict("sample").truth().to_dict() == {"a": 0.4}
    with pytest.raises(UsageError, match="restrict it to 'subspace' or 'sample'"):
        toy.truth()
    with pytest.raises(UnknownName, match="sample"):
        toy.restrict("samples")


def test_checkpoints_are_points_of_the_full_schedule(toy: Table) -> None:
    part = toy.restrict("subspace")
    last = part.target_column(split="validation")
    first = part.target_column(split="validation", epochs=1)
    assert (last.name, last.epochs, last.schedule) == ("validation_accuracy", 3, 3)
    assert (first.name, first.epochs, first.schedule) == ("validation_accuracy_epoch1", 1, 3)
    # Seeds 0 and 1 of `a`: (0.35 + 0.36) / 2.
    assert part.values(last)["a"] == pytest.approx(0.355)
    assert part.values(first)["a"] == pytest.approx(0.15)


def test_cost_and_sizes(toy: Table) -> None:
    part = toy.restrict("subspace")
    assert part.seconds()["a"] == pytest.approx(10.5)
    assert part.quantity("macs")["d"] == 1_000


def test_a_reduction_is_a_variant_beside_the_truth(
    trainings: list[Training], toy_card: TableCard, make_training: Callable[..., Training], tmp_path: Path
) -> None:
    short = {
        "recipe": "c4",
        "epochs": 1,
        "train_loss": (2.0,),
        "validation_accuracy": (0.1,),
        "checkpoint_epochs": (1,),
        "checkpoint_accuracy": (0.2,),
    }
    rows = [*trainings, make_training("a", 0, 0.25, **short)]
    write_trainings(rows, toy_card, tmp_path)
    table = read_stored(tmp_path, "toy").restrict("subspace")
    assert table.values(table.column("test_accuracy_c4"))["a"] == 0.25
    assert table.column("test_accuracy_c4").variant == "c4"
    assert table.target_column().name == "test_accuracy"


def test_sizes_are_those_of_whole_trainings_and_a_reduction_has_its_own(
    trainings: list[Training], toy_card: TableCard, make_training: Callable[..., Training], tmp_path: Path
) -> None:
    rows = [make_training("a", 0, 0.25, recipe="c2r0s0e3", macs=250), *trainings]
    write_trainings(rows, toy_card, tmp_path)
    table = read_stored(tmp_path, "toy").restrict("subspace")
    assert table.quantity("macs").to_dict() == {"a": 1_000, "d": 1_000}
    reduced = table.values(table.column("macs_c2r0s0e3"))
    assert reduced["a"] == 250
    assert math.isnan(reduced["d"])


def test_reductions_leave_the_columns_of_whole_trainings_as_they_were(
    trainings: list[Training], toy_card: TableCard, make_training: Callable[..., Training], tmp_path: Path
) -> None:
    write_trainings(trainings, toy_card, tmp_path)
    before = read_stored(tmp_path, "toy")
    write_trainings([*trainings, make_training("a", 0, 0.25, recipe="c2r0s0e3")], toy_card, tmp_path)
    after = read_stored(tmp_path, "toy")
    assert after.frame[list(before.frame)].equals(before.frame)
    assert [each for each in after.card.columns if not each.variant] == list(before.card.columns)


def test_trainings_keep_their_curves(toy: Table) -> None:
    rows = toy.restrict("subspace").trainings
    assert rows is not None
    assert rows.loc[rows["status"] == "ok", "validation_accuracy"].tolist() == [(0.1, 0.2, 0.3)] * 3


def test_expanding_gives_every_member_its_representative(toy: Table) -> None:
    replayed = expanded(toy.restrict("subspace"))
    assert replayed.truth()[["a", "b", "c"]].tolist() == pytest.approx([0.6] * 3)
    assert sorted(replayed.frame.index) == ["a", "b", "c", "d"]
    with pytest.raises(UsageError, match="one population"):
        expanded(toy)


def test_two_trainings_of_one_kind_are_refused(
    trainings: list[Training], toy_card: TableCard, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="two trainings"):
        write_trainings([*trainings, trainings[0]], toy_card, tmp_path)
    assert not list(tmp_path.iterdir())


def test_two_schedules_under_one_recipe_are_refused(
    trainings: list[Training], toy_card: TableCard, make_training: Callable[..., Training], tmp_path: Path
) -> None:
    longer = make_training("z", 0, None, epochs=4)
    write_trainings([*trainings, longer], toy_card, tmp_path)
    with pytest.raises(StoreError, match="of 3 and 4 epochs"):
        read_stored(tmp_path, "toy")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"member_archs": ("b",)}, "member_archs"),
        ({"test_accuracy": None}, "contradicts"),
        ({"reason": "none"}, "contradicts"),
        ({"train_loss": (1.0,)}, "need 3 entries"),
        ({"checkpoint_epochs": (1,)}, "differ in length"),
        ({"test_accuracy": 90.0}, "less than or equal to 1"),
        ({"train_seconds": math.nan}, "finite"),
    ],
)
def test_a_training_that_contradicts_itself_is_refused(
    make_training: Callable[..., Training], change: dict[str, object], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        make_training("a", 0, 0.5, **change)


def test_a_changed_number_is_found_by_the_card(toy: Table, tmp_path: Path) -> None:
    path = tmp_path / "toy.parquet"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    with pytest.raises(StoreError, match="its card says"):
        read_stored(tmp_path, "toy")


def test_a_missing_half_is_named(toy: Table, tmp_path: Path) -> None:
    (tmp_path / "toy.json").unlink()
    with pytest.raises(MissingError, match=r"toy\.json"):
        read_stored(tmp_path, "toy")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"card_version": 2}', '{"name": 1}'])
def test_a_card_that_is_none_is_named(toy: Table, tmp_path: Path, text: str) -> None:
    (tmp_path / "toy.json").write_text(text)
    with pytest.raises(StoreError, match="is not a table card") as caught:
        read_stored(tmp_path, "toy")
    assert "\n" not in str(caught.value)


def test_the_card_survives_json(toy: Table, tmp_path: Path) -> None:
    stored = TableCard.model_validate(json.loads((tmp_path / "toy.json").read_text()))
    assert stored.sha256 == toy.sha256
    assert (stored.rows, stored.columns) == (5, ())
    assert toy.card.columns
