from dataclasses import replace

import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.data.catalogue import image_set
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Reduction
from lcmnas_core.spaces import SPACES
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


def test_the_card_of_a_finished_table_is_written_anew(tiny_plan, tmp_path):
    path = build_table("tiny", tmp_path, OPTIONS, using="inline").with_suffix(".json")
    before = path.read_bytes()
    path.write_text(before.decode().replace('"licence": "', '"licence": "once '))
    build_table("tiny", tmp_path, OPTIONS, stop, using="inline")
    assert path.read_bytes() == before


def test_a_table_goes_on_with_the_images_that_it_was_begun_with_alone(tiny_plan, tmp_path, monkeypatch):
    path = build_table("tiny", tmp_path, OPTIONS, using="inline")
    before = path.read_bytes()
    other = replace(image_set("digits"), sha256="0" * 64)
    monkeypatch.setattr("lcmnas_core.data.catalogue.image_set", lambda name: other)
    with pytest.raises(UsageError, match=r"digits has 0000000000000000\.\.\. now"):
        build_table("tiny", tmp_path, OPTIONS, using="inline")
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


@pytest.fixture
def reduced_plan(tiny_plan, monkeypatch):
    """The tiny plan, two of its cells reduced as well."""
    reductions = (Reduction.parse("c0r2s1e1"), Reduction.parse("c2r0s0e2"))
    plan = replace(tiny_plan, reductions=reductions, reduced=tiny_plan.entries[:2])
    monkeypatch.setitem(PLANS._values, "tiny", lambda: plan)
    return plan


def test_a_finished_table_is_extended_by_reductions_and_its_rows_stay(tiny_plan, tmp_path, request):
    path = build_table("tiny", tmp_path, OPTIONS, using="inline")
    before, card = read_trainings(path), read_card(path.with_suffix(".json"))
    plan = request.getfixturevalue("reduced_plan")
    seen = []
    build_table("tiny", tmp_path, OPTIONS, lambda *step: seen.append(step[2].recipe), using="inline")
    assert seen == ["c0r2s1e1"] * 2 + ["c2r0s0e2"] * 2
    rows = read_trainings(path)
    assert [each for each in rows if each.recipe == "full"] == before
    assert {each.key for each in rows} == {each.key for each in plan.trainings()}
    extended = read_card(path.with_suffix(".json"))
    assert extended.recipe == {**card.recipe, "reductions": ["c0r2s1e1", "c2r0s0e2"]}
    assert build_table("tiny", tmp_path, OPTIONS, stop, using="inline") == path


def test_reduced_rows_tell_of_the_network_as_it_was_trained(reduced_plan, tmp_path):
    path = build_table("tiny", tmp_path, OPTIONS, using="inline")
    rows = {each.recipe: each for each in read_trainings(path) if each.arch == reduced_plan.entries[0].arch}
    assert [rows[each].epochs for each in ("full", "c0r2s1e1", "c2r0s0e2")] == [1, 1, 2]
    assert len(rows["c2r0s0e2"].train_loss) == 2
    # Of 8x8 images and 2 channels: a quarter of the pixels, or 1 channel.
    space, parsed = SPACES["nasbench201"], SPACES["nasbench201"].parse(rows["full"].arch)
    built = {"c0r2s1e1": (2, 4), "c2r0s0e2": (1, 8)}
    for recipe, (channels, side) in built.items():
        counts = space.counts(parsed, BuildSettings(channels, 1, (1, side, side), 10))
        assert (rows[recipe].params, rows[recipe].macs) == (counts.params, counts.macs)


def test_reduced_trainings_are_trained_on_the_reduced_images(reduced_plan, tmp_path, monkeypatch):
    from lcmnas_core.training import trainer

    seen, train = [], trainer.train

    def watched(network, images, recipe, seed):
        seen.append((images.name, recipe.epochs))
        return train(network, images, recipe, seed)

    monkeypatch.setattr(trainer, "train", watched)
    build_table("tiny", tmp_path, OPTIONS, using="inline")
    assert seen == [("digits", 1)] * 3 + [("digits-s1@1x4x4", 1)] * 2 + [("digits", 2)] * 2


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
