"""What is foretold of a search, against what it then asks."""

import typing

import pytest

from lcmnas_core.search.course import Course
from lcmnas_core.search.methods import METHODS, evaluations, trainings
from lcmnas_core.search.request import Estimation, Method
from tests.search.test_staged_searches import ECONAS, GREEDY

OWN_SETTINGS = {"econas": ECONAS, "greedy_macro_micro": GREEDY}


@pytest.fixture
def course_of(small, answers):
    """A search of a method that went to its end, and the epochs that it paid for."""

    def make(method, **known):
        course = Course(small(**{"method": method, **OWN_SETTINGS.get(method, {})}))
        for _ in course.rounds(answers(**known)):
            pass
        assert course.is_over
        images = course.evaluations[-1].images
        return course, images / course.search.images.sizes.train

    return make


def test_every_method_that_can_be_asked_for_is_known():
    assert set(METHODS) == set(typing.get_args(Method))


@pytest.mark.parametrize("method", sorted(METHODS))
def test_no_search_asks_or_trains_more_than_was_foretold(course_of, method):
    course, epochs = course_of(method)
    assert len(course.evaluations) <= evaluations(course.search)
    assert epochs <= trainings(course.search) * course.search.estimation.training.epochs


def test_a_walk_in_which_all_goes_well_is_as_long_as_was_foretold(course_of):
    calls = iter(range(10**9))
    course, epochs = course_of("greedy_macro_micro", value=lambda identity: 1e-9 * next(calls))
    walk, each = course.search.walk.rules, course.search.estimation.training.epochs
    assert (walk.shallowest, walk.deepest, walk.narrowest, walk.widest) == (10, 11, 16, 18)
    # No gain of a tenth of a point, and no loss: depths 10 and 11, width 16, then the first network of 10
    # layers once, each layer's operation and each layer's kernel.
    assert len(course.evaluations) == 2 + 1 + 1 + 10 + 10
    assert epochs == 10 + 11 + (10 + 1 + 2) + 2 * 21
    assert evaluations(course.search) == 2 + 1 + 1 + 11 + 11
    assert trainings(course.search) * each == pytest.approx(epochs + 2 * 2)


def test_longer_trainings_of_the_recipe_are_fewer_of_them(small):
    long = small(method="greedy_macro_micro", **{key: GREEDY[key] for key in ("space", "walk", "limits")})
    twice = long.model_copy(
        update={"estimation": Estimation(training=long.estimation.training.__class__(epochs=2))}
    )
    assert trainings(long) == 2 * trainings(twice)
