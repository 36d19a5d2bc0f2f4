import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.metrics import bootstrap_rhos, bootstrap_taus, spearman
from lcmnas_core.metrics.weighted_spearman import resampled_rhos

SMALL = st.integers(0, 4)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(2, 8))
def test_weights_stand_for_copies(data, n):
    first, second = (
        np.array(data.draw(st.lists(SMALL, min_size=n, max_size=n)), np.float64) for _ in range(2)
    )
    weights = np.array(
        [data.draw(st.lists(st.integers(0, 3), min_size=3, max_size=3)) for _ in range(n)], np.uint16
    )
    for found, column in zip(resampled_rhos(first, second, weights), weights.T, strict=True):
        copies = np.repeat(np.arange(n), column)
        expected = spearman(first[copies], second[copies]) if copies.size else None
        assert found == pytest.approx(expected, abs=1e-12) if expected is not None else np.isnan(found)


def test_parts_of_the_resamples_are_put_together(monkeypatch):
    rng = np.random.default_rng(1)
    first, second = rng.random((2, 20))
    weights = rng.integers(0, 3, (20, 50)).astype(np.uint16)
    whole = resampled_rhos(first, second, weights)
    monkeypatch.setattr("lcmnas_core.metrics.weighted_spearman.CELLS", 60)
    assert np.array_equal(resampled_rhos(first, second, weights), whole)


def test_intervals_cover_a_plain_bootstrap_and_leave_gaps_out():
    rng = np.random.default_rng(2)
    truth = rng.random(60)
    score = truth + 0.3 * rng.random(60)
    gappy = np.where(np.arange(60) < 10, np.nan, score)
    drawn = bootstrap_rhos({"whole": score, "gappy": gappy}, truth)
    assert drawn.values["whole"] == spearman(score, truth)
    assert drawn.values["gappy"] == spearman(score[10:], truth[10:])
    assert (drawn.n["gappy"], drawn.units["gappy"]) == (50, 50)
    # The same resamples as of tau: both see the same draws be better or worse.
    taus = bootstrap_taus({"whole": score}, truth).draws["whole"]
    assert np.corrcoef(taus, drawn.draws["whole"])[0, 1] > 0.9
    interval = drawn.interval("whole")
    assert interval.low < drawn.values["whole"] < interval.high


def test_classes_are_drawn_whole():
    truth = np.repeat(np.arange(40.0), 2)
    score = truth + np.tile([0.0, 0.1], 40)
    drawn = bootstrap_rhos({"score": score}, truth, clusters=np.repeat(np.arange(40), 2))
    assert drawn.units["score"] == 40
