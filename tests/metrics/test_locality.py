from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lcmnas_core.metrics import InvalidScoresError
from lcmnas_core.metrics.locality import Estimate, Pairs, drawn_pairs, locality_curve
from lcmnas_core.metrics.resampling import resample


def words(length: int, choices: int) -> np.ndarray:
    return np.array(list(itertools.product(range(choices), repeat=length)))


def apart(codes: np.ndarray):
    return lambda first, second: np.count_nonzero(codes[first] != codes[second], axis=1)


def lies_inside(estimate: Estimate) -> bool:
    return estimate.shuffled.low <= estimate.value <= estimate.shuffled.high


def every_pair(codes: np.ndarray) -> Pairs:
    return drawn_pairs(len(codes), apart(codes), np.random.default_rng(0))


def additive(codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return sum(rng.normal(size=column.max() + 1)[column] for column in codes.T)


@pytest.mark.parametrize(("length", "choices"), [(4, 3), (6, 2), (3, 5)])
def test_correlation_of_a_sum_over_places_falls_linearly(length, choices, rng):
    codes = words(length, choices)
    curve = locality_curve(every_pair(codes), additive(codes, rng), resamples=2)
    assert [each.distance for each in curve] == list(range(1, length + 1))
    for point in curve:
        expected = 1 - point.distance / length * choices / (choices - 1)
        assert point.correlation.value == pytest.approx(expected)
        by_count = math.comb(length, int(point.distance)) * (choices - 1) ** int(point.distance)
        assert point.pairs == len(codes) * by_count // 2


def test_difference_of_one_binary_place_is_the_chance_that_it_differs():
    codes = words(5, 2)
    curve = locality_curve(every_pair(codes), codes[:, 2], resamples=2)
    # The values differ by 1 in a share d / 5 of the pairs at distance d.
    assert [each.difference.value for each in curve] == pytest.approx([d / 5 for d in range(1, 6)])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=27, max_size=27).filter(lambda v: np.std(v) > 1e-3))
def test_correlations_over_all_pairs_sum_to_minus_one_per_architecture(values):
    # Deviations from the mean sum to 0, so those of all others sum to minus one's own.
    curve = locality_curve(every_pair(words(3, 3)), values, resamples=2)
    total = sum(2 * each.pairs * each.correlation.value for each in curve)
    assert total == pytest.approx(-27, abs=1e-6)


def test_intervals_are_those_of_architectures_drawn_again(rng):
    codes = words(5, 2)
    values, pairs = rng.normal(size=32), every_pair(codes)
    point = locality_curve(pairs, values, resamples=60, seed=3)[1]
    at_two = pairs.distance == 2
    draws = []
    for counts in resample(32, 60, seed=3).T.astype(int):
        times = counts[pairs.first[at_two]] * counts[pairs.second[at_two]]
        a, b = (np.repeat(values[each[at_two]], times) for each in (pairs.first, pairs.second))
        correlation = np.corrcoef(np.concatenate([a, b]), np.concatenate([b, a]))[0, 1]
        draws.append((np.abs(a - b).mean(), correlation))
    for estimate, column in zip((point.difference, point.correlation), np.array(draws).T, strict=True):
        expected = tuple(np.quantile(column, [0.025, 0.975]))
        assert (estimate.interval.low, estimate.interval.high) == pytest.approx(expected)


def test_a_sample_covers_the_curve_of_the_whole_space():
    rng = np.random.default_rng(4)
    codes = words(5, 3)
    values = additive(codes, rng) + 0.3 * rng.normal(size=243)
    truth = locality_curve(every_pair(codes), values, resamples=2)[2]
    hits = np.zeros(2, int)
    for seed in range(60):
        # With replacement, as from a population without end.
        drawn = rng.integers(243, size=80)
        pairs = drawn_pairs(80, apart(codes[drawn]), rng)
        curve = locality_curve(pairs, values[drawn], resamples=100, seed=seed)
        point = next(each for each in curve if each.distance == 3)
        for n, name in enumerate(("difference", "correlation")):
            interval = getattr(point, name).interval
            hits[n] += interval.low <= getattr(truth, name).value <= interval.high
    # At a true rate of .9 or more fewer hits come once in ten thousand runs.
    assert (hits >= stats.binom.ppf(1e-4, 60, 0.9)).all()


def test_pairs_are_not_independent(rng):
    # One architecture is in 79 of the 3,160 pairs, so drawing pairs again sees far too little chance.
    codes = words(5, 3)[rng.permutation(243)[:80]]
    values, pairs = additive(codes, rng), every_pair(codes)
    point = locality_curve(pairs, values, resamples=200)[3]
    here = np.flatnonzero(pairs.distance == 4)
    gaps = np.abs(values[pairs.first[here]] - values[pairs.second[here]])
    naive = [rng.choice(gaps, gaps.size).mean() for _ in range(200)]
    width = point.difference.interval.high - point.difference.interval.low
    assert width > 2 * np.ptp(np.quantile(naive, [0.025, 0.975]))


def test_shuffled_accuracies_know_nothing_of_distance(rng):
    codes = words(5, 3)
    smooth = additive(codes, rng)
    shuffled = rng.permutation(smooth)
    curves = [locality_curve(every_pair(codes), each, resamples=200) for each in (smooth, shuffled)]
    for name in ("difference", "correlation"):
        inside = [[lies_inside(getattr(point, name)) for point in curve] for curve in curves]
        # Nearest and furthest neighbours of the smooth one lie far outside.
        assert not inside[0][0] and not inside[0][-1]
        assert sum(inside[1]) >= 4
    for point in curves[0]:
        # Without structure each pair has correlation -1 / (n - 1).
        band = point.correlation.shuffled
        assert band.low < -1 / 242 < band.high
        assert (band.low + band.high) / 2 == pytest.approx(-1 / 242, abs=0.02)


def test_one_network_written_twice_is_no_pair(rng):
    codes, twins = words(4, 2), np.arange(16) // 2
    pairs = drawn_pairs(16, apart(codes), rng, clusters=twins)
    members = np.union1d(pairs.first, pairs.second)
    assert sorted(twins[members]) == list(range(8)) and pairs.first.size == 8 * 7 // 2
    drawn = [drawn_pairs(16, apart(codes), np.random.default_rng(k), clusters=twins) for k in range(200)]
    chosen = np.array([0 in each.first or 0 in each.second for each in drawn])
    # Either twin takes part as often: 200 fair choices have a standard error of .035.
    assert chosen.mean() == pytest.approx(0.5, abs=0.14)


def test_a_part_is_drawn_where_there_are_too_many(rng):
    codes = words(5, 2)
    pairs = drawn_pairs(32, apart(codes), rng, among=10)
    assert pairs.first.size == 45 and np.union1d(pairs.first, pairs.second).size == 10
    assert (pairs.first < pairs.second).all()
    other = drawn_pairs(32, apart(codes), rng, among=10)
    assert not np.array_equal(pairs.first, other.first)


def test_a_matrix_is_as_good_as_a_function():
    codes = words(3, 3)
    matrix = (codes[:, None] != codes[None]).sum(axis=2)
    given_matrix = drawn_pairs(27, matrix, np.random.default_rng(1))
    given_function = drawn_pairs(27, apart(codes), np.random.default_rng(1))
    assert np.array_equal(given_matrix.distance, given_function.distance)


def test_many_distances_are_put_together(rng):
    place = rng.permutation(40)
    pairs = drawn_pairs(40, lambda first, second: np.abs(place[first] - place[second]), rng)
    curve = locality_curve(pairs, place / 40, points=5, resamples=2)
    assert len(curve) == 5 and sum(each.pairs for each in curve) == 40 * 39 // 2
    distances = [each.distance for each in curve]
    assert distances == sorted(distances)
    # The accuracy is the place itself, so the mean difference of a span is its mean distance.
    assert [40 * each.difference.value for each in curve] == pytest.approx(distances)


def test_few_architectures_have_no_interval_but_a_band(rng):
    codes = words(3, 3)
    point = locality_curve(every_pair(codes), rng.normal(size=27), resamples=50)[0]
    assert point.correlation.interval is None and point.difference.interval is None
    assert point.correlation.shuffled is not None


def test_equal_accuracies_differ_by_nothing_and_correlate_with_nothing():
    codes = words(5, 2)
    point = locality_curve(every_pair(codes), np.full(32, 0.9), resamples=40)[0]
    assert point.difference.value == 0 and point.difference.interval.high == 0
    assert (point.correlation.value, point.correlation.interval, point.correlation.shuffled) == (None,) * 3


def test_same_seed_same_curve(rng):
    codes, values = words(5, 2), rng.normal(size=32)
    first, again, other = (
        locality_curve(every_pair(codes), values, resamples=50, seed=seed) for seed in (1, 1, 2)
    )
    assert first == again != other


def test_wrong_requests_are_refused():
    pairs = every_pair(words(3, 2))
    with pytest.raises(InvalidScoresError, match="pairs name architecture 7, but there are 5 values"):
        locality_curve(pairs, np.zeros(5))
    with pytest.raises(InvalidScoresError, match="not finite"):
        locality_curve(pairs, np.full(8, np.nan))
