from __future__ import annotations

import numpy as np
import pytest

from lcmnas_core.metrics import pair_sums
from lcmnas_core.metrics.pair_sums import PairSums, of_shuffles, of_weights, shuffles

ENDS = np.array([[0, 0, 1, 2], [1, 2, 3, 3]])


def test_sums_by_hand():
    # Values 0, 1, 2, 5 have the mean 2: -2, -1, 0, 3. Pairs (-2, -1), (-2, 0), (-1, 3), (0, 3), each once.
    found = of_weights(ENDS, np.array([0.0, 1.0, 2.0, 5.0]), np.ones((4, 1)))
    assert found.weight == [4] and found.mean_difference() == [(1 + 2 + 4 + 3) / 4]
    assert found.product == [2 + 0 - 3 + 0]
    # The eight ends are -2 twice, -1 twice, 0 twice, 3 twice: mean 0, mean square 28 / 8.
    assert found.mean == [0] and found.square == [(2 * 4 + 2 * 1 + 2 * 9) / 2]
    assert found.correlation() == pytest.approx([(-1 / 4) / (28 / 8)])


def test_weights_are_repetitions(rng):
    values, counts = rng.normal(size=4), np.array([3, 0, 2, 1])
    found = of_weights(ENDS, values, counts[:, None].astype(float))
    # An architecture drawn three times makes three pairs with each copy of the other.
    repeated = [pair for pair in ENDS.T for _ in range(counts[pair[0]] * counts[pair[1]])]
    a, b = values[np.array(repeated).T]
    both = np.concatenate([a, b]), np.concatenate([b, a])
    assert found.weight == [len(repeated)] == [3 * 0 + 3 * 2 + 0 * 1 + 2 * 1]
    assert found.mean_difference() == pytest.approx([np.abs(a - b).mean()])
    assert found.correlation() == pytest.approx([np.corrcoef(*both)[0, 1]])


def test_shuffles_are_sums_of_each_column(rng, monkeypatch):
    monkeypatch.setattr(pair_sums, "CHUNK", 3)
    dealt = rng.normal(size=(4, 5))
    found = of_shuffles(ENDS, dealt)
    for column, difference, correlation in zip(
        dealt.T, found.mean_difference(), found.correlation(), strict=True
    ):
        alone = of_weights(ENDS, column, np.ones((4, 1)))
        assert difference == pytest.approx(alone.mean_difference()[0])
        assert correlation == pytest.approx(alone.correlation()[0])


def test_dealing_out_keeps_the_values_and_the_units(rng):
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    plain = shuffles(values, np.arange(5), 50, rng)
    assert np.array_equal(np.sort(plain, axis=0), np.repeat(values[:, None], 50, axis=1))
    assert len({tuple(column) for column in plain.T}) > 20
    tied = shuffles(values, np.array([0, 1, 1, 0, 2]), 50, rng)
    assert np.array_equal(tied[0], tied[3]) and np.array_equal(tied[1], tied[2])
    # Units hold the values of first members: 1, 2 and 5.
    assert np.array_equal(np.sort(tied[[0, 1, 4]], axis=0), np.repeat([[1.0], [2.0], [5.0]], 50, axis=1))


def test_equal_values_have_no_correlation():
    found = of_weights(ENDS, np.full(4, 0.1), np.ones((4, 1)))
    assert found.mean_difference() == [0] and np.isnan(found.correlation()).all()


def test_no_weight_at_all_is_undefined():
    nothing = PairSums(*np.zeros((5, 2)))
    assert np.isnan(nothing.mean_difference()).all() and np.isnan(nothing.correlation()).all()
