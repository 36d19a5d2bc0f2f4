from dataclasses import replace

import pytest

from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.errors import UsageError
from lcmnas_core.table_building import PLANS, build_table
from lcmnas_core.tables.stored import read_card
from lcmnas_core.tables.trainings import read_trainings

OPTIONS = EngineOptions(workers=1)


class Stopped(Exception):
    """Stands for Ctrl-C."""


def stop(done, planned, training):
    raise Stopped


def without_times(path):
    return [each.model_copy(update={"train_seconds": None}) for each in read_trainings(path)]


def test_a_stopped_build_resumes_to_the_table_of_an_undisturbed_one(tiny_plan, tmp_path):
    for kept in (1, 2):
        with pytest.raises(Stopped):
            build_table("tiny", tmp_path / "stopped", OPTIONS, stop, using="inline")
        assert len(read_trainings(tmp_path / "stopped" / "tiny.parquet")) == kept
    seen = []
    resumed = build_table(
        "tiny", tmp_path / "stopped", OPTIONS, lambda *step: seen.append(step[:2]), using="inline"
    )
    undisturbed = build_table("tiny", tmp_path / "whole", OPTIONS, using="inline")
    assert seen == [(3, 3)]
    assert without_times(resumed) == without_times(undisturbed)


def test_a_finished_table_is_left_alone(tiny_plan, tmp_path):
    path = build_table("tiny", tmp_path, OPTIONS, using="inline")
    before = path.read_bytes()
    assert build_table("tiny", tmp_path, OPTIONS, stop, using="inline") == path
    assert path.read_bytes() == before


def test_rows_hold_curves_and_the_card_the_data_hash(tiny_plan, tmp_path):
    path = build_table("tiny", tmp_path, OPTIONS, using="inline")
    row = read_trainings(path)[0]
    # A dead cell learns the class prior alone: on balanced classes one in ten, whatever it says.
    assert not row.live
    assert row.test_accuracy == pytest.approx(0.1, abs=0.01)
    assert row.checkpoint_epochs == (1,)
    assert len(row.train_loss) == len(row.validation_accuracy) == 1
    assert read_card(path.with_suffix(".json")).data_sha256


def test_another_recipe_is_refused(tiny_plan, tmp_path, monkeypatch):
    build_table("tiny", tmp_path, OPTIONS, using="inline")
    other = replace(tiny_plan, card=tiny_plan.card.model_copy(update={"recipe": {"epochs": 2}}))
    monkeypatch.setitem(PLANS._values, "tiny", lambda: other)
    with pytest.raises(UsageError, match="another recipe"):
        build_table("tiny", tmp_path, OPTIONS, using="inline")


def test_a_training_that_fails_is_a_row_and_is_tried_again(tiny_plan, tmp_path, monkeypatch):
    from lcmnas_core.training import trainer

    def broken(*_):
        raise MemoryError("no memory left")

    with monkeypatch.context() as patched:
        patched.setattr(trainer, "train", broken)
        path = build_table("tiny", tmp_path, OPTIONS, using="inline")
    assert [each.status for each in read_trainings(path)] == ["oom"] * 3
    build_table("tiny", tmp_path, OPTIONS, using="inline")
    assert [each.status for each in read_trainings(path)] == ["ok"] * 3
