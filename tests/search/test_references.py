"""The hand-designed networks as first parents."""

import pytest

from lcmnas_core.data.catalogue import image_set
from lcmnas_core.engines.runner import perform
from lcmnas_core.errors import MissingError
from lcmnas_core.proxies import score
from lcmnas_core.search.asks import Asked
from lcmnas_core.search.course import Course
from lcmnas_core.search.reference_scoring import macs_of, reference_network
from lcmnas_core.search.references import (
    scored_references,
    shipped_scores,
    training_of_references,
)
from lcmnas_core.search.request import Estimation, Shown
from lcmnas_core.tracing.references import REFERENCES
from lcmnas_core.training.cost import images_shown, training_macs
from lcmnas_core.training.recipe import Recipe


@pytest.mark.parametrize("name", list(shipped_scores()))
def test_shipped_scores_respect_their_bound_and_say_how_they_were_made(name):
    found = shipped_scores()[name]
    images = int(name.partition("/")[2])
    assert found.recipe["images"] == images
    assert set(found.scores) == set(REFERENCES)
    assert all(0 < score <= 1e4 / images for score in found.scores.values())
    assert found.macs > 0


def test_uniform_parents_are_alike_and_cost_nothing(small):
    members, macs = scored_references(small(reference_fitness="uniform"))
    assert len(members) == 34
    assert all(each.alike and each.values == {} for each in members)
    assert all(each.chain is None for each in members)
    assert macs == 0


def test_scored_parents_carry_the_shipped_scores_and_their_cost(small):
    training = small().estimation.training
    search = small(reference_fitness="score", estimation=Estimation(score_images=64, training=training))
    members, macs = scored_references(search)
    shipped = shipped_scores()["digits/64"]
    assert macs == shipped.macs
    assert sorted(each.values["score"] for each in members) == sorted(shipped.scores.values())


def test_scores_of_another_number_of_images_do_not_stand_in(small):
    with pytest.raises(MissingError, match="digits/32"):
        scored_references(small(reference_fitness="score"))


def test_trained_references_are_the_first_round_and_are_charged(small, answers):
    search = small(reference_fitness="train")
    course = Course(search)
    known = answers()
    first = list(next(rounds := course.rounds(known)))
    assert [job.asks[0].identity.arch for job in first] == list(REFERENCES)
    identity = first[0].asks[0].identity
    assert (identity.space, identity.settings["input"]) == ("torchvision", "3x300x300")
    assert len(list(next(rounds))) == 5
    # As those of candidates, what they spend is known beforehand, whatever the answers say.
    assert course.spent == training_of_references(search)
    assert len(list(rounds)) == 4


def test_methods_that_never_look_at_their_fitness_train_none(small, answers):
    for method in ("random_search", "regularized_evolution"):
        course = Course(small(method=method, reference_fitness="train"))
        first = next(course.rounds(answers()))
        assert {job.asks[0].identity.space for job in first} == {"wdg_macro"}


def test_a_reference_network_is_scored_and_trained_at_another_size(small):
    images = image_set("digits")
    shown = Shown.of(images)
    recipe = Recipe(epochs=1, batch_size=256, peak_rate=0.01, checkpoints=1, curve=False)
    asked = Asked(small(images=shown), "shufflenet_v2_x0_5", scored=True, recipe=recipe, side=32)
    finished = perform(asked.job())
    score, loss, accuracy = finished.outcomes
    assert [each.status for each in finished.outcomes] == ["ok"] * 3
    assert 0 < score.value <= 1e4 / 32
    assert 0 <= accuracy.value <= 1
    # Forward and backward to 32 images; what one image costs at 32 pixels.
    macs = score.cost.macs // (2 * 32)
    assert loss.cost.macs == training_macs(recipe, macs, images.sizes)


def test_the_published_way_is_estimated_before_it_is_begun(small):
    search = small(reference_fitness="train")
    # 34 networks of 0.4 TMAC an image together, trained on 100 images and scored on 32.
    spent = training_of_references(search)
    assert 1e13 < spent.macs < 1e15
    assert spent.images == len(REFERENCES) * images_shown(search.estimation.training, search.images.sizes)


def test_multiply_adds_of_a_reference_network_are_those_that_the_proxy_counts():
    counted = score(reference_network("shufflenet_v2_x0_5"), None, ["macs"], input_shape=(3, 300, 300))
    assert counted["macs"].value == macs_of("shufflenet_v2_x0_5", 300) == 75_888_496
