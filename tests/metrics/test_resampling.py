from __future__ import annotations

import numpy as np
import pytest

from lcmnas_core.metrics import InvalidScoresError, resampling
from lcmnas_core.metrics.resampling import resample


def test_every_sample_draws_n_architectures() -> None:
    weights = resample(50, 400, seed=1)
    assert weights.shape == (50, 400)
    assert (weights.sum(axis=0) == 50).all()


def test_counts_follow_the_binomial() -> None:
    # Each of the 200,000 counts is Binomial(n, 1/n): variance 1 - 1/n, with a standard error of about .004.
    weights = resample(100, 2000).astype(float)
    assert weights.mean() == 1
    assert weights.var() == pytest.approx(0.99, abs=0.02)
    assert (weights == 0).mean() == pytest.approx(0.99**100, abs=0.005)


def test_same_seed_same_samples_other_seed_others(monkeypatch: pytest.MonkeyPatch) -> None:
    first = resample(30, 20, seed=3)
    assert np.array_equal(first, resample(30, 20, seed=3))
    assert not np.array_equal(first, resample(30, 20, seed=4))
    monkeypatch.setattr(resampling, "BATCH", 70)  # two samples at a time
    assert np.array_equal(first, resample(30, 20, seed=3))


def test_clusters_are_drawn_whole() -> None:
    clusters = np.array([7, 7, 3, 3, 3, 9])
    weights = resample(6, 300, clusters=clusters)
    assert (weights[0] == weights[1]).all()
    assert (weights[2] == weights[3]).all() and (weights[2] == weights[4]).all()
    # Three clusters, three draws; the number of architectures varies from sample to sample.
    assert (weights[[0, 2, 5]].sum(axis=0) == 3).all()
    assert np.unique(weights.sum(axis=0)).size > 3


def test_labels_of_clusters_may_be_words() -> None:
    words, numbers = ["b", "a", "b", "c"], [1, 0, 1, 2]
    assert np.array_equal(resample(4, 9, clusters=words), resample(4, 9, clusters=numbers))


def test_wrong_requests_are_refused() -> None:
    with pytest.raises(InvalidScoresError, match="resamples is 0"):
        resample(5, 0)
    with pytest.raises(InvalidScoresError, match=r"clusters has shape \(2,\)"):
        resample(5, 1, clusters=[0, 1])


def test_no_architectures_no_draws() -> None:
    assert resample(0, 7).shape == (0, 7)
