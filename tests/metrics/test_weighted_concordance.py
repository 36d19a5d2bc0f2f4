from __future__ import annotations

import numpy as np
import pytest

from lcmnas_core.metrics import kendall_tau
from lcmnas_core.metrics import weighted_concordance as engine
from lcmnas_core.metrics.resampling import Weights, resample
from lcmnas_core.metrics.weighted_concordance import resampled_taus


def one_resample_at_a_time(first: np.ndarray, second: np.ndarray, weights: Weights) -> list[float]:
    """The slow twin: write every copy out and take tau of the long vectors."""
    taus = []
    for column in weights.T:
        rows = np.repeat(np.arange(first.size), column)
        tau = kendall_tau(first[rows], second[rows])
        taus.append(np.nan if tau is None else tau)
    return taus


@pytest.mark.parametrize("n", [2, 3, 15, 16, 17, 100, 300])
@pytest.mark.parametrize("levels", [2, 10, 10**6])
def test_equals_the_naive_bootstrap(n: int, levels: int, rng: np.random.Generator) -> None:
    first, second = rng.integers(0, levels, n), rng.integers(0, levels, n)
    weights = resample(n, 40)
    expected = one_resample_at_a_time(first, second, weights)
    np.testing.assert_allclose(resampled_taus(first, second, weights), expected, rtol=0, atol=1e-12)


def test_equals_the_naive_bootstrap_on_clusters_and_large_groups(rng: np.random.Generator) -> None:
    # Groups wider than a block of 16, in both orders.
    first, second = np.repeat(np.arange(8), 30), rng.integers(0, 3, 240)
    weights = resample(240, 40, clusters=rng.integers(0, 60, 240))
    expected = one_resample_at_a_time(first, second, weights)
    np.testing.assert_allclose(resampled_taus(first, second, weights), expected, rtol=0, atol=1e-12)


def test_weights_too_heavy_for_float32_are_counted_exactly(rng: np.random.Generator) -> None:
    first, second = rng.normal(size=40), rng.integers(0, 20, 40)
    weights = rng.integers(0, 3000, (40, 6)).astype(np.uint16)
    expected = one_resample_at_a_time(first, second, weights)
    np.testing.assert_allclose(resampled_taus(first, second, weights), expected, rtol=0, atol=1e-12)


def test_chunks_change_nothing(rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, weights = rng.normal(size=50), rng.normal(size=50), resample(50, 33)
    whole = resampled_taus(first, second, weights)
    monkeypatch.setattr(engine, "CELLS", 200)  # four resamples at a time
    assert np.array_equal(whole, resampled_taus(first, second, weights))


def test_by_hand() -> None:
    # (1,1), (2,3), (3,2) with weights 2, 1, 1: the doubled first agrees with both others, weight 4; the last
    # two disagree, weight 1. Of the 6 pairs of 4 copies one is tied in both: (4 - 1) / 5.
    weights = np.array([[2], [1], [1]], np.uint16)
    assert resampled_taus(np.array([1, 2, 3]), np.array([1, 3, 2]), weights)[0] == pytest.approx(3 / 5)


def test_a_resample_without_order_has_no_tau() -> None:
    weights = np.array([[3, 0, 1], [0, 2, 1], [0, 1, 1]], np.uint16)
    first, second = np.array([1.0, 2.0, 2.0]), np.array([1.0, 2.0, 3.0])
    taus = resampled_taus(first, second, weights)
    # Only the first drawn; only the two of equal score drawn; all drawn: 2 of 2 concordant, 2 / sqrt(2 * 3).
    assert np.isnan(taus[:2]).all()
    assert taus[2] == pytest.approx(2 / np.sqrt(6))


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_architectures(n: int) -> None:
    taus = resampled_taus(np.zeros(n), np.zeros(n), np.ones((n, 4), np.uint16))
    assert np.isnan(taus).all() and taus.shape == (4,)
