import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.errors import UsageError
from lcmnas_core.estimators.mixture import Mixture

POOL = [
    {"score": 39.0, "validation_accuracy": 0.10},
    {"score": 38.0, "validation_accuracy": 0.30},
    {"score": 37.0, "validation_accuracy": 0.20},
]


def test_raw_mixes_as_the_public_code_does_in_percent():
    # 0.75 * 39 + 0.25 * 10 = 31.75; 0.75 * 38 + 0.25 * 30 = 36; 0.75 * 37 + 0.25 * 20 = 32.75
    assert Mixture(0.75, "raw").fitness(POOL) == pytest.approx([31.75, 36.0, 32.75])


def test_ranks_are_mid_ranks_over_the_number_of_members():
    # score ranks 3, 2, 1 and accuracy ranks 1, 3, 2 of 3: (r - .5) / 3 = 5/6, 3/6, 1/6 and 1/6, 5/6, 3/6
    assert Mixture(0.5, "rank").fitness(POOL) == pytest.approx([3 / 6, 4 / 6, 2 / 6])


def test_zscores_by_hand():
    # Both spread over (-1, 0, 1) / sqrt(2/3): score 1, 0, -1 and accuracy -1, 1, 0 in that unit.
    unit = 1 / np.sqrt(2 / 3)
    expected = [0.75 * unit - 0.25 * unit, 0.25 * unit, -0.75 * unit]
    assert Mixture(0.75, "zscore").fitness(POOL) == pytest.approx(expected)


@pytest.mark.parametrize("mixing", ["raw", "rank", "zscore"])
@pytest.mark.parametrize(("weight", "name"), [(0.0, "validation_accuracy"), (1.0, "score")])
def test_a_pure_weight_ranks_by_that_quantity_and_measures_no_other(mixing, weight, name):
    mixture = Mixture(weight, mixing)
    assert mixture.quantities == (name,)
    alone = [{name: each[name]} for each in POOL]
    order = np.argsort([each[name] for each in POOL])
    assert np.array_equal(np.argsort(mixture.fitness(alone)), order)


@pytest.mark.parametrize("mixing", ["raw", "rank", "zscore"])
def test_a_member_without_accuracy_is_judged_by_its_score_alone(mixing):
    pool = [*POOL, {"score": 38.5}]
    scores_only = [{"score": each["score"]} for each in pool]
    fitness = Mixture(0.5, mixing).fitness(pool)
    assert fitness[3] == pytest.approx(Mixture(1.0, mixing).fitness(scores_only)[3])


@pytest.mark.parametrize("mixing", ["raw", "rank", "zscore"])
def test_that_holds_where_the_score_weighs_nothing_too(mixing):
    assert Mixture(0.0, mixing).fitness([{"score": 1.0}, {"score": 2.0}]) == Mixture(1.0, mixing).fitness(
        [{"score": 1.0}, {"score": 2.0}]
    )


def test_a_failed_member_has_no_fitness_and_changes_nobody_elses():
    for mixing in ("raw", "rank", "zscore"):
        mixture = Mixture(0.25, mixing)
        with_failure = mixture.fitness([POOL[0], {}, *POOL[1:]])
        assert with_failure[1] is None
        assert [with_failure[0], *with_failure[2:]] == mixture.fitness(POOL)


def test_equal_values_have_equal_fitness():
    for mixing in ("raw", "rank", "zscore"):
        assert len(set(Mixture(0.5, mixing).fitness([POOL[0]] * 4))) == 1


def test_an_empty_pool_has_no_fitness():
    assert Mixture(0.5).fitness([]) == []


@given(st.lists(st.integers(0, 64), min_size=2, max_size=12), st.floats(0.01, 0.99))
def test_ranks_ignore_any_increasing_change_of_the_score(values, weight):
    pool = [{"score": value / 64, "validation_accuracy": 1 - value / 64} for value in values]
    changed = [{**each, "score": each["score"] * 8 - 3} for each in pool]
    assert Mixture(weight).fitness(pool) == Mixture(weight).fitness(changed)


@pytest.mark.parametrize("weight", [-0.1, 1.1, float("nan")])
def test_a_weight_outside_the_unit_interval_is_refused(weight):
    with pytest.raises(UsageError, match="must lie in"):
        Mixture(weight)
