"""The hand-designed networks as first parents."""

import pytest

from lcmnas_core.errors import MissingError
from lcmnas_core.search.references import references, shipped_scores
from lcmnas_core.search.request import Estimation
from lcmnas_core.tracing.references import REFERENCES


@pytest.mark.parametrize("name", list(shipped_scores()))
def test_shipped_scores_respect_their_bound_and_say_how_they_were_made(name):
    found = shipped_scores()[name]
    images = int(name.partition("/")[2])
    assert found.recipe["images"] == images
    assert set(found.scores) == set(REFERENCES)
    assert all(0 < score <= 1e4 / images for score in found.scores.values())
    assert found.macs > 0


def test_uniform_parents_are_alike_and_cost_nothing(small):
    members, macs = references(small(reference_fitness="uniform"))
    assert len(members) == 34
    assert {each.values["score"] for each in members} == {0.0}
    assert all(each.chain is None for each in members)
    assert macs == 0


def test_scored_parents_carry_the_shipped_scores_and_their_cost(small):
    training = small().estimation.training
    search = small(reference_fitness="score", estimation=Estimation(score_images=64, training=training))
    members, macs = references(search)
    shipped = shipped_scores()["digits/64"]
    assert macs == shipped.macs
    assert sorted(each.values["score"] for each in members) == sorted(shipped.scores.values())


def test_scores_of_another_number_of_images_do_not_stand_in(small):
    with pytest.raises(MissingError, match="digits/32"):
        references(small(reference_fitness="score"))
