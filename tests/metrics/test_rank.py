from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lcmnas_core.metrics import (
    InvalidScoresError,
    bands,
    kendall_tau,
    kendall_tau_a,
    partial_tau,
    spearman,
    stratified_tau,
    tie_share,
    weighted_tau,
)

BOTH_VECTORS = [kendall_tau, kendall_tau_a, spearman, weighted_tau]


def tied_vectors(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Vectors from 2 to 79 long, most with many ties, none constant."""
    n, levels = int(rng.integers(2, 80)), int(rng.integers(2, 15))
    first, second = rng.integers(0, levels, n), rng.integers(0, levels, n)
    first[:2] = second[:2] = [0, 1]
    return rng.permutation(first), second if rng.random() < 0.5 else second + rng.normal(size=n)


def agree_with_scipy(cases: int, rng: np.random.Generator) -> None:
    for _ in range(cases):
        first, second = tied_vectors(rng)
        assert kendall_tau(first, second) == pytest.approx(stats.kendalltau(first, second)[0], abs=1e-12)
        if first.size > 2:
            assert spearman(first, second) == pytest.approx(stats.spearmanr(first, second)[0], abs=1e-12)


def test_tau_and_spearman_agree_with_scipy(rng: np.random.Generator) -> None:
    agree_with_scipy(1000, rng)


@pytest.mark.slow
def test_tau_and_spearman_agree_with_scipy_on_20_000_vectors(rng: np.random.Generator) -> None:
    agree_with_scipy(20_000, rng)


def test_tau_of_a_whole_space_agrees_with_scipy(rng: np.random.Generator) -> None:
    first = rng.normal(size=15_625)
    second = np.round(first + rng.normal(size=15_625), 2)
    assert kendall_tau(first, second) == pytest.approx(stats.kendalltau(first, second)[0], abs=1e-12)


def test_kendall_by_hand() -> None:
    # Pairs of (1,2,3,4) against (1,3,2,4): 5 concordant, 1 discordant of 6.
    assert kendall_tau([1, 2, 3, 4], [1, 3, 2, 4]) == pytest.approx(4 / 6)
    assert kendall_tau_a([1, 2, 3, 4], [1, 3, 2, 4]) == pytest.approx(4 / 6)
    # One tied pair in the score: 5 concordant, tau-b = 5 / sqrt(5 * 6), tau-a = 5 / 6.
    assert kendall_tau([1, 2, 2, 4], [1, 2, 3, 4]) == pytest.approx(5 / np.sqrt(30))
    assert kendall_tau_a([1, 2, 2, 4], [1, 2, 3, 4]) == pytest.approx(5 / 6)


def test_spearman_by_hand() -> None:
    # Without ties rho = 1 - 6 sum d^2 / (n (n^2 - 1)) = 1 - 6 * 2 / 60.
    assert spearman([10, 20, 30, 40], [1, 3, 2, 4]) == pytest.approx(0.8)


@pytest.mark.parametrize("metric", BOTH_VECTORS)
@pytest.mark.parametrize(
    ("scores", "truth"),
    [([], []), ([1.0], [2.0]), ([5, 5, 5], [1, 2, 3]), ([1, 2, 3], [0.5, 0.5, 0.5]), ([7, 7], [7, 7])],
)
def test_undefined_is_none(
    metric: Callable[..., float | None], scores: list[float], truth: list[float]
) -> None:
    assert metric(scores, truth) is None


@pytest.mark.parametrize("metric", BOTH_VECTORS)
def test_perfect_agreement_and_its_reversal(metric: Callable[..., float | None]) -> None:
    scores = np.array([1e-30, 4.0, 2.0, 1e32, -7.0])
    assert metric(scores, np.argsort(np.argsort(scores))) == pytest.approx(1)
    assert metric(scores, -scores) == pytest.approx(-1)


numbers = st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=2, max_size=40)


@settings(max_examples=200, deadline=None)
@given(numbers)
def test_tau_is_symmetric_odd_and_blind_to_scale(pairs: list[tuple[int, int]]) -> None:
    first, second = (np.array(column) for column in zip(*pairs, strict=True))
    tau = kendall_tau(first, second)
    assert kendall_tau(second, first) == tau
    assert kendall_tau(np.exp(first.astype(float)), second) == tau
    assert kendall_tau(-first, second) == (None if tau is None else -tau)
    if tau is not None:
        assert -1 <= tau <= 1


def test_integers_beyond_float_precision_keep_their_order() -> None:
    # As float64 the three scores are one number.
    assert kendall_tau([2**60, 2**60 + 1, 2**60 + 2], [1, 2, 3]) == 1


def test_booleans_and_narrow_integers_are_ranked() -> None:
    assert kendall_tau([False, True], [0, 1]) == 1
    assert weighted_tau(np.array([0, 255], np.uint8), np.array([True, False])) == pytest.approx(-1)


def test_weighted_tau_by_hand() -> None:
    # Truth ranks 0, 1, 2 (best first) weigh 1, 1/2, 1/3; pairs weigh 3/2, 4/3, 5/6: 11/3 together. The
    # score swaps the two best, a pair of weight 3/2 by truth and by score: (11/3 - 3) / (11/3) = 2/11.
    assert weighted_tau([2, 3, 1], [3, 2, 1]) == pytest.approx(2 / 11)
    # Swapping the two worst costs less: (11/3 - 5/3) / (11/3).
    assert weighted_tau([3, 1, 2], [3, 2, 1]) == pytest.approx(6 / 11)


def test_weighted_tau_looks_at_the_good_end_of_either_direction() -> None:
    truth, score = np.array([4, 3, 2, 1]), np.array([4, 3, 1, 2])
    assert weighted_tau(-score, truth, higher_is_better=False) == pytest.approx(-weighted_tau(score, truth))
    # Read as higher-is-better, the same exchange falls on the best-scored and costs more.
    assert weighted_tau(-score, truth) > weighted_tau(-score, truth, higher_is_better=False)


def test_tie_share_by_hand() -> None:
    # Of 6 pairs 3 lie inside the three equal ones.
    assert tie_share([1, 1, 1, 2]) == pytest.approx(0.5)
    assert tie_share([1, 2, 3]) == 0
    assert tie_share([1]) is None


def test_partial_tau_by_hand() -> None:
    # tau(s,t) = 4/6, tau(s,z) = 2/6, tau(t,z) = 4/6: (2/3 - 2/9) / sqrt((1 - 1/9)(1 - 4/9)).
    scores, truth, given_ = [1, 2, 3, 4], [1, 3, 2, 4], [2, 3, 1, 4]
    assert kendall_tau(scores, given_) == pytest.approx(1 / 3)
    assert kendall_tau(truth, given_) == pytest.approx(2 / 3)
    assert partial_tau(scores, truth, given_) == pytest.approx((4 / 9) / np.sqrt(8 / 9 * 5 / 9))


def test_partial_tau_is_near_zero_when_only_size_is_shared(rng: np.random.Generator) -> None:
    size = rng.normal(size=4000)
    scores, truth = size + rng.normal(size=4000), size + rng.normal(size=4000)
    assert kendall_tau(scores, truth) > 0.3
    # Not exactly 0 for normal variables, where tau(s,t) = (2/pi) asin(1/2) = 1/3 and both others are 1/2.
    assert partial_tau(scores, truth, size) == pytest.approx((1 / 3 - 1 / 4) / (3 / 4), abs=0.03)


def test_partial_tau_is_undefined_when_the_third_decides_all() -> None:
    assert partial_tau([1, 2, 3], [1, 3, 2], [1, 2, 3]) is None
    assert partial_tau([1, 2, 3], [1, 3, 2], [1, 1, 1]) is None


def test_stratified_tau_by_hand() -> None:
    # Overall the score follows the group. Inside the first group the one pair agrees, inside the second one
    # of three does: (1 + 1 - 2) / 4.
    scores, truth, group = [1, 2, 11, 12, 13], [1, 2, 13, 11, 12], [5, 5, 9, 9, 9]
    assert kendall_tau(scores, truth) == pytest.approx(6 / 10)
    assert stratified_tau(scores, truth, group) == pytest.approx(0.0)
    assert stratified_tau(scores, truth, [0, 0, 0, 0, 0]) == kendall_tau(scores, truth)
    assert stratified_tau(scores, truth, [0, 1, 2, 3, 4]) is None
    assert stratified_tau(scores, truth, scores) is None


def test_bands_hold_values_within_the_width() -> None:
    values = np.geomspace(1e3, 1e9, 5000)
    found = bands(values, width=0.05)
    for band in np.unique(found):
        inside = values[found == band]
        assert inside.max() < inside.min() * 1.05
    assert np.unique(found).size == pytest.approx(np.log(1e6) / np.log(1.05), abs=2)
    with pytest.raises(InvalidScoresError, match="positive"):
        bands([0.0, 1.0])
    with pytest.raises(InvalidScoresError, match="positive"):
        bands([1.0], width=0)


@pytest.mark.skipif("LCMNAS_DATA" not in os.environ, reason="LCMNAS_DATA is unset: no NAS-Bench-201 table")
def test_published_tau_of_params_on_nasbench201() -> None:
    # The literature has .578 (tau-b) and .552 (tau-a) on all 15,625 cells, CIFAR-10 test accuracy.
    import pandas as pd

    path = Path(os.environ["LCMNAS_DATA"]) / "nas" / "nb201.parquet"
    table = pd.read_parquet(path, columns=["cifar10_params_m", "cifar10_test_200"])
    params, accuracy = table["cifar10_params_m"].to_numpy(), table["cifar10_test_200"].to_numpy()
    assert kendall_tau(params, accuracy) == pytest.approx(0.578, abs=0.0015)
    assert kendall_tau_a(params, accuracy) == pytest.approx(0.552, abs=0.0015)
    assert tie_share(params) == pytest.approx(0.085, abs=0.002)
    assert stratified_tau(params, accuracy, params) is None
