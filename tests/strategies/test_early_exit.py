import numpy as np
import pytest

from lcmnas_core.errors import UsageError
from lcmnas_core.strategies.early_exit import early_exit
from lcmnas_core.strategies.regularized_evolution import Ageing, RegularizedEvolution
from tests.strategies.replaying import by_accuracy, rounds_of


def die(rng):
    return int(rng.integers(6))


def test_draws_stay_within_the_limit_and_keep_their_odds():
    draw, rng = early_exit(die, float, 2), np.random.default_rng(0)
    counts = np.bincount([draw(rng) for _ in range(3_000)], minlength=6)
    assert counts[3:].sum() == 0
    # 1,000 each expected; five standard deviations of a binomial share of 1/3 are 129.
    assert abs(counts[:3] - 1_000).max() < 130


def test_only_the_first_population_is_limited():
    ageing = Ageing(population=5, tournament=5, children=1, evaluations=12)
    search = RegularizedEvolution(
        early_exit(die, float, 2), lambda parent, rng: parent + 1, ageing, by_accuracy, 0
    )
    first, *children = rounds_of(search, float)
    assert max(each.architecture for each in first) <= 2
    assert max(each.architecture for (each,) in children) > 2


def test_a_limit_that_nothing_meets_is_told():
    with pytest.raises(UsageError, match="raise the limit"):
        early_exit(die, float, -1)(np.random.default_rng(0))
