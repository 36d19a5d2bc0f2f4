import numpy as np

from lcmnas_core.strategies.unmet import unmet, unmet_draws


def die(rng):
    return int(rng.integers(6))


def test_what_was_met_is_never_drawn():
    rng = np.random.default_rng(0)
    assert {unmet(die, {0, 1, 2, 3}, rng) for _ in range(50)} == {4, 5}


def test_an_exhausted_distribution_gives_nothing():
    assert unmet(die, set(range(6)), np.random.default_rng(0)) is None


def test_it_tries_no_more_often_than_told():
    drawn = iter([0, 0, 1])
    assert unmet(lambda rng: next(drawn), {0}, np.random.default_rng(0), tries=2) is None
    assert next(drawn) == 1


def test_draws_are_distinct_and_end_where_nothing_is_left():
    rng = np.random.default_rng(0)
    found = unmet_draws(die, [2], rng, 3)
    assert len(set(found) - {2}) == 3
    assert sorted(unmet_draws(die, [2], rng, 10)) == [0, 1, 3, 4, 5]
