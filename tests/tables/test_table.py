from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from lcmnas_core.errors import UnknownName, UsageError
from lcmnas_core.tables.schema import Column
from lcmnas_core.tables.table import Table


def test_truth_is_a_fraction_of_the_longest_finished_schedule(faces: Table) -> None:
    # test_6_of_12 belongs to a longer schedule but is not its end; the variant is never meant.
    assert faces.target_column().name == "test_9"
    assert faces.truth().to_dict() == {"a": 0.9, "b": 0.8}


def test_epochs_name_a_shorter_schedule_or_a_point_of_a_longer_one(faces: Table) -> None:
    assert faces.truth("faces", "test", 3).to_dict() == {"a": 0.5, "b": 0.6}
    assert faces.target_column(epochs=6).name == "test_6_of_12"


def test_seeds_are_columns_by_run_number(faces: Table) -> None:
    seeds = faces.seeds("faces", "validation")
    assert list(seeds.columns) == [4, 7]
    assert seeds.loc["a"].tolist() == pytest.approx([0.40, 0.41])
    assert pd.isna(seeds.loc["b", 7])


def test_single_runs_are_not_taken_for_a_mean(faces: Table) -> None:
    with pytest.raises(UsageError, match="run mean; it has faces test at 3"):
        faces.truth("faces", "validation")


def test_seconds_and_sizes_come_in_plain_units(faces: Table) -> None:
    assert faces.seconds().to_dict() == {"a": 10.0, "b": 20.0}
    assert faces.quantity("params").to_dict() == {"a": 500_000.0, "b": 1_250_000.0}


@pytest.mark.parametrize("words", [{"dataset": "cats"}, {"split": "train"}, {"epochs": 5}, {"run": 3}])
def test_no_fitting_column_is_a_usage_error_of_one_line(faces: Table, words: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        faces.target_column(**words)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_unknown_quantities_and_columns_are_named(faces: Table) -> None:
    with pytest.raises(UsageError, match="no macs"):
        faces.quantity("macs")
    with pytest.raises(UsageError, match="no single runs"):
        faces.seeds("faces", "test")
    with pytest.raises(UnknownName, match="params_m"):
        faces.column("param_m")


def test_a_column_is_finished_when_its_schedule_is() -> None:
    assert Column(name="x", kind="truth", metric="accuracy", epochs=3, schedule=3).is_finished
    assert not Column(name="x", kind="truth", metric="accuracy", epochs=3, schedule=9).is_finished


def test_no_split_means_validation_only_where_nothing_was_tested(faces: Table) -> None:
    assert faces.target_column().split == "test"
    columns = tuple(each for each in faces.card.columns if each.split != "test")
    mean = faces.column("test_9").model_copy(update={"name": "val_9_run4", "split": "validation"})
    untested = replace(faces, card=faces.card.model_copy(update={"columns": (*columns, mean)}))
    assert untested.target_column() == mean
    with pytest.raises(UsageError, match="split 'test'"):
        untested.target_column(split="test")
