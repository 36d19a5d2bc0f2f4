from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from lcmnas_core.metrics import InvalidScoresError
from lcmnas_core.metrics.locality import Estimate
from lcmnas_core.metrics.resampling import resample
from lcmnas_core.metrics.single_edits import single_edits
from lcmnas_core.metrics.walks import LagPoint, correlation_length, random_walks, walk_autocorrelation

CODES = np.array(list(itertools.product(range(3), repeat=5)))
EDITS = single_edits(CODES)


def walked(rng: np.random.Generator, walks: int, steps: int) -> np.ndarray:
    return random_walks(EDITS.step, rng.integers(len(CODES), size=walks), steps, rng)


def test_each_step_changes_one_place(rng):
    visited = walked(rng, 20, 30)
    assert visited.shape == (20, 31)
    changed = (CODES[visited[:, 1:]] != CODES[visited[:, :-1]]).sum(axis=2)
    assert (changed == 1).all()


def test_walks_on_a_sum_over_places_forget_geometrically(rng):
    values = sum(rng.normal(size=3)[column] for column in CODES.T)
    found = walk_autocorrelation(walked(rng, 400, 60), values, lags=6, resamples=200)
    for point in found:
        # 1 - q / (L (q - 1)) with L = 5 places of q = 3 choices is .7.
        interval = point.autocorrelation.interval
        margin = 2 * (interval.high - interval.low)
        assert interval.low - margin <= 0.7**point.lag <= interval.high + margin
        assert point.autocorrelation.value == pytest.approx(0.7**point.lag, abs=0.05)
    # .7^2 = .49 is above 1 / e = .368, .7^3 = .343 is not.
    assert correlation_length(found) == 2


def test_any_landscape_forgets_as_the_powers_of_its_transition_matrix(rng):
    values = rng.normal(size=243)
    centred = values - values.mean()
    steps = np.zeros((243, 243))
    for place in range(243):
        steps[place, EDITS.of(place)] = 1 / 10
    found = walk_autocorrelation(walked(rng, 600, 80), values, lags=4, resamples=100)
    for point in found:
        exact = centred @ np.linalg.matrix_power(steps, point.lag) @ centred / (centred @ centred)
        # 48,000 steps leave a standard error of .005, a little more as they hang together.
        assert point.autocorrelation.value == pytest.approx(exact, abs=0.03)


def test_intervals_are_those_of_walks_drawn_again(rng):
    visited, values = walked(rng, 35, 8), rng.normal(size=243)
    point = walk_autocorrelation(visited, values, lags=3, resamples=50, seed=2)[2]
    a, b = values[visited[:, :-3]], values[visited[:, 3:]]
    draws = []
    for counts in resample(35, 50, seed=2).T.astype(int):
        first, second = (np.repeat(each, counts, axis=0).ravel() for each in (a, b))
        draws.append(np.corrcoef(np.concatenate([first, second]), np.concatenate([second, first]))[0, 1])
    interval = point.autocorrelation.interval
    assert (interval.low, interval.high) == pytest.approx(tuple(np.quantile(draws, [0.025, 0.975])))


def test_shuffled_accuracies_remember_only_returns(rng):
    values = rng.normal(size=243)
    found = walk_autocorrelation(walked(rng, 300, 40), values, lags=3, resamples=200)
    middles = [(p.autocorrelation.shuffled.low + p.autocorrelation.shuffled.high) / 2 for p in found]
    # One of the 10 second steps leads back. Three steps lead back if they go round the 3 choices of one of 5
    # places, either way round: 10 of 1,000.
    assert middles == pytest.approx([0.0, 0.1, 0.01], abs=0.02)


def test_the_length_is_the_last_lag_above_the_threshold():
    def points(*values: float | None) -> list[LagPoint]:
        return [LagPoint(lag, Estimate(value, None, None)) for lag, value in enumerate(values, start=1)]

    assert correlation_length(points(0.8, 0.5, 0.37, 0.36)) == 3
    assert correlation_length(points(0.3, None)) == 0
    assert correlation_length(points(0.5, 0.1, math.exp(-1) + 1e-9)) == 3
    assert correlation_length([]) == 0


def test_networks_written_in_several_ways_are_dealt_out_together(rng):
    # Networks that differ in the first place only: steps within one, 1 in 5, remember without any structure.
    network = np.unique(CODES[:, 1:], axis=0, return_inverse=True)[1].ravel()
    values = rng.normal(size=81)[network]
    visited = walked(rng, 300, 40)
    together, alone = (
        walk_autocorrelation(visited, values, lags=1, clusters=each, resamples=100)[
            0
        ].autocorrelation.shuffled
        for each in (network, None)
    )
    assert together.low <= 0.2 <= together.high and alone.high < 0.1


def test_lags_must_fit_the_walks(rng):
    with pytest.raises(InvalidScoresError, match="lag 4 on walks of 3 steps; give 1 to 3"):
        walk_autocorrelation(walked(rng, 2, 3), np.zeros(243), lags=4)
