"""The whole method from Python, at its smallest, on real digits."""

import pytest
import torch

import lcmnas_core as lc
from lcmnas_core import pipeline
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.errors import MissingError
from lcmnas_core.pipeline import Ending, Estimation, FinalPlan, Limits, Recipe, Search, Shown
from lcmnas_core.records.store import Store

SHORT = Recipe(epochs=1, batch_size=100, checkpoints=1, curve=False)


@pytest.fixture(scope="module")
def search():
    return Search(
        images=Shown.of(lc.image_set("digits")),
        width_factor=0.125,
        limits=Limits(macs=300_000),
        reference_fitness="uniform",
        population=3,
        generations=2,
        estimation=Estimation(score_images=32, training=SHORT),
        ending=Ending(finalists=1, pick=SHORT),
    )


@pytest.fixture(scope="module")
def found(search, tmp_path_factory):
    return pipeline.search(search, tmp_path_factory.mktemp("search"), EngineOptions(workers=1))


def test_what_was_found_is_trained_exported_and_loaded(found, tmp_path):
    plan = FinalPlan("digits", Recipe(epochs=3, batch_size=100, checkpoints=1))
    trained = pipeline.train(found, plan, tmp_path / "training")
    path, card = pipeline.export(trained, tmp_path / "network.safetensors", "safetensors")
    images = lc.image_set("digits").test
    answers = pipeline.load(path)(images.images).argmax(1)
    right = (answers == images.labels).double().mean()
    assert float(right) == pytest.approx(trained.result.test_accuracy, abs=1e-6)
    assert right > 0.1
    assert found.arch in card.read_text()


def test_a_search_is_found_again_where_it_was_left_at_no_cost(search, found, tmp_path):
    again = pipeline.search(search, tmp_path, EngineOptions(workers=1))
    assert (again.arch, again.validation_accuracy) == (found.arch, found.validation_accuracy)
    with Store.open(tmp_path) as store:
        rows = store.counts()
    assert pipeline.search(search, tmp_path, EngineOptions(workers=1)) == again
    with Store.open(tmp_path) as store:
        assert store.counts() == rows


def test_without_answers_nothing_is_found(search):
    with pytest.raises(MissingError, match="has not ended"):
        pipeline.found_by(search, lambda identity: None)


def test_weights_follow_from_the_seed(search, found):
    images = lc.image_set("digits")
    one, same, other = (pipeline.built(found, images, seed).state_dict() for seed in (0, 0, 1))
    weights = [name for name, value in one.items() if value.dim() > 1]
    assert all(torch.equal(one[name], same[name]) for name in weights)
    assert not any(torch.equal(one[name], other[name]) for name in weights)
