from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.metrics import InvalidScoresError, kendall_tau
from lcmnas_core.metrics.shrinkage import agreement, composite, diversity, quality

CODES = np.array(list(itertools.product(range(3), repeat=3)))


def test_quality_by_hand():
    # 200 architectures of accuracy 0, .001, ..., .199: the best 1 % are the places 199 and 198.
    found = quality(np.arange(200) / 1000, [199, 100, 0, 50])
    assert found.size == 4 and found.log10_ratio == pytest.approx(math.log10(50))
    assert found.mean == pytest.approx(0.349 / 4) and found.best == 0.199
    # Between the lowest two, 0 and .05, at 5 % of three steps.
    assert found.q05 == pytest.approx(0.15 * 0.05)
    assert (found.recall, found.precision) == (0.5, 0.25)


def test_what_ties_with_the_best_is_of_the_best():
    truth = [0.9, 0.9, 0.9, 0.1]
    found = quality(truth, [0, 3], share=0.25)
    assert (found.recall, found.precision) == (1 / 3, 1 / 2)


def test_the_whole_space_loses_nothing(rng):
    truth = rng.normal(size=300)
    found = quality(truth, np.arange(300))
    assert (found.log10_ratio, found.recall, found.precision) == (0, 1, 0.01)
    assert found.mean == pytest.approx(truth.mean())


def test_agreement_inside_and_in_the_same_range(rng):
    truth = np.arange(10) / 10
    scores = np.array([0, 9, 5, 3, 4, 2, 6, 7, 8, 1])
    found = agreement(scores, truth, [3, 6, 4])
    assert found.inside == 1  # 3 < 4 < 6
    assert found.same_range == kendall_tau(scores[3:7], truth[3:7]) == pytest.approx((5 - 1) / 6 * 1 - 1 / 3)
    assert agreement(scores, truth, [3]).inside is None


def test_diversity_by_hand():
    # 000, 001 and 220: distances 1, 2, 3. In the whole space two differ in 3 * (2/3) * 27/26 places.
    rows = [0, 1, 24]
    assert CODES[rows].tolist() == [[0, 0, 0], [0, 0, 1], [2, 2, 0]]
    found = diversity(CODES, rows)
    assert found.distance_ratio == pytest.approx(2 / (2 * 27 / 26))
    assert found.operations == 2 and found.pockets == 2
    # Every place is used two to one: log2(3) - 2/3 bits.
    assert found.entropy == pytest.approx(math.log2(3) - 2 / 3)


@given(st.sets(st.integers(0, 26), min_size=2))
def test_mean_distance_is_that_of_all_pairs(chosen):
    def mean_distance(rows) -> float:
        return np.mean([np.count_nonzero(a != b) for a, b in itertools.combinations(CODES[rows], 2)])

    found = diversity(CODES, sorted(chosen)).distance_ratio
    assert found == pytest.approx(mean_distance(sorted(chosen)) / mean_distance(list(range(27))))


def test_one_architecture_and_the_whole_space():
    alone, whole = diversity(CODES, [5]), diversity(CODES, np.arange(27))
    assert (alone.distance_ratio, alone.operations, alone.pockets, alone.entropy) == (0, 1, 1, 0)
    assert whole.distance_ratio == 1 and whole.operations == 3 and whole.pockets == 1
    assert whole.entropy == pytest.approx(math.log2(3))


def test_composite_by_hand():
    # Shares of the largest: gains 1, .5, 0 (a loss); distances .5, 1, .5; ratios 1, 1, 1.
    found = composite([0.04, 0.02, -0.01], [0.4, 0.8, 0.4], [2.0, 2.0, 2.0])
    assert found.tolist() == [0.5, 0.5, 0]
    assert composite([-0.1, 0.0], [1.0, 1.0], [1.0, 2.0]).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ([], "one at least"),
        ([0.5], "chosen is float64"),
        ([3, 3], "not distinct ones from 0 to 26"),
        ([27], "not distinct ones from 0 to 26"),
        ([-1], "not distinct ones from 0 to 26"),
    ],
)
def test_places_must_be_distinct_ones(chosen, message):
    with pytest.raises(InvalidScoresError, match=message):
        diversity(CODES, chosen)
    with pytest.raises(InvalidScoresError, match=message):
        quality(np.zeros(27), chosen)
