"""A surrogate over words of bits, encoded as they are."""

import numpy as np
import pytest

from lcmnas_core.errors import UsageError
from lcmnas_core.strategies.predictor import Prediction, PredictorSearch
from tests.strategies.replaying import answered, architectures, by_accuracy, rounds_of

BITS = 12
WEIGHTS = np.arange(1, BITS + 1)


def weighted(bits):
    """Linear, so that the surrogate can be exact: 1 + 2 + ... + 12 = 78 is the highest."""
    return float(WEIGHTS @ np.array(bits))


def flipped(bits, rng):
    place = rng.integers(len(bits))
    return (*bits[:place], 1 - bits[place], *bits[place + 1 :])


def search(bits=BITS, seed=0, **settings):
    return PredictorSearch(
        lambda rng: tuple(rng.integers(2, size=bits).tolist()),
        flipped,
        lambda word: np.array(word, dtype=np.float64),
        Prediction(**({"evaluations": 60} | settings)),
        by_accuracy,
        seed,
    )


def test_it_begins_at_random_and_goes_on_in_batches():
    rounds = rounds_of(search(evaluations=35, start=12), weighted)
    assert [len(each) for each in rounds] == [12, 10, 10, 3]
    assert [each.number for part in rounds for each in part] == list(range(35))


def test_a_linear_landscape_is_learnt():
    # 4,096 words; the best of 60 random ones has about 66 of 78 on average.
    for seed in range(3):
        assert max(map(weighted, architectures(rounds_of(search(seed=seed), weighted)))) == 78


def test_the_first_choice_is_the_best_candidate_where_the_fit_is_exact():
    exact = search(evaluations=41, start=40, refit=1, draws=0, parents=1)
    first = exact.ask()
    exact.tell(answered(first, weighted))
    best = max((each.architecture for each in first), key=weighted)
    (chosen,) = exact.ask()
    # All weights but the flipped bit are those of the best word: the largest 0 becomes 1, if it is new.
    asked = {each.architecture for each in first}
    one_up = [(*best[:n], 1, *best[n + 1 :]) for n in range(BITS) if not best[n]]
    assert chosen.architecture == max((each for each in one_up if each not in asked), key=weighted)


def test_nothing_is_asked_twice_and_it_ends_with_the_space():
    asked = architectures(rounds_of(search(bits=5, evaluations=100), sum))
    assert len(asked) == len(set(asked)) == 32


def test_failures_are_left_out_of_the_fit_and_all_failing_is_random_search():
    half = search(start=40)
    first = half.ask()
    half.tell(answered(first, lambda word: None if word[-1] else weighted(word)))
    assert len(half.ask()) == 10
    lost = rounds_of(search(evaluations=30), lambda word: None)
    assert [len(each) for each in lost] == [10, 10, 10]


def test_one_value_is_too_little_to_fit():
    lonely = search(start=1, refit=1, evaluations=3)
    assert len(architectures(rounds_of(lonely, weighted))) == 3


@pytest.mark.parametrize("wrong", [{"start": 0}, {"refit": 200}, {"draws": -1}])
def test_settings_that_choose_from_nothing_are_refused(wrong):
    with pytest.raises(UsageError, match="got"):
        Prediction(evaluations=10, **wrong)
