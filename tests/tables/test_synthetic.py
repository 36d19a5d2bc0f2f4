from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import kendalltau

from lcmnas_core.errors import UsageError
from lcmnas_core.tables import synthetic
from lcmnas_core.tables.catalogue import load


def slow_tau(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    signs = [
        np.sign((one[i] - one[j]) * (other[i] - other[j]))
        for i, j in itertools.combinations(range(len(one)), 2)
    ]
    return float(np.mean(signs))


@pytest.mark.parametrize(
    ("tau", "rho"), [(0.0, 0.0), (1 / 3, 0.5), (0.5, math.sqrt(0.5)), (1.0, 1.0), (-1 / 3, -0.5)]
)
def test_correlations_known_in_closed_form(tau: float, rho: float) -> None:
    # sin(pi/6) = 1/2, sin(pi/4) = sqrt(1/2), sin(pi/2) = 1.
    assert synthetic.correlation(tau) == pytest.approx(rho, abs=1e-15)


@pytest.mark.parametrize("tau", [-0.4, 0.1, 0.6, 0.9])
def test_planted_tau_comes_back_on_average(tau: float) -> None:
    # The mean of 200 taus of 100 pairs; sd of one tau is at most sqrt(2 (1 - tau^2) / 100) (Kendall's bound).
    rng = np.random.default_rng(5)
    found = [kendalltau(*synthetic.planted_pairs(100, tau, rng)).statistic for _ in range(200)]
    assert np.mean(found) == pytest.approx(tau, abs=4 * math.sqrt(2 * (1 - tau**2) / 100 / 200))


def test_scipy_agrees_with_counting_pairs() -> None:
    one, other = synthetic.planted_pairs(40, 0.5, np.random.default_rng(0))
    assert kendalltau(one, other).statistic == pytest.approx(slow_tau(one, other), abs=1e-12)


@pytest.mark.parametrize("name", synthetic.PLANTED)
def test_named_scores_have_their_tau_to_the_test_accuracy(name: str) -> None:
    truth = load("synthetic").truth()
    tau = synthetic.PLANTED[name]
    scores = synthetic.planted_scores(truth.index, tau, name, 0)
    assert kendalltau(truth, scores).statistic == pytest.approx(
        tau, abs=4 * math.sqrt(2 * (1 - tau**2) / 1024)
    )


def test_two_runs_agree_as_planted() -> None:
    seeds = load("synthetic").seeds()
    planted = synthetic.SEED_TAU
    # Each run has correlation sqrt(rho) to the truth, so two of them have rho to each other.
    assert kendalltau(seeds[0], seeds[1]).statistic == pytest.approx(planted, abs=0.05)


def test_a_score_depends_on_its_names_and_architecture_only() -> None:
    whole = synthetic.planted_scores(["00000", "33333"], 0.3, "p", 1)
    assert synthetic.planted_scores(["33333"], 0.3, "p", 1).tolist() == whole[1:].tolist()
    assert synthetic.planted_scores(["33333"], 0.3, "p", 2)[0] != whole[1]


def test_perfect_tau_is_the_hidden_quality() -> None:
    archs = synthetic.architectures()[:50]
    assert synthetic.planted_scores(archs, 1.0, "p").tolist() == synthetic.latent(archs).tolist()


@given(st.lists(st.floats(-8, 8), min_size=2, max_size=20, unique=True))
@settings(deadline=None)
def test_accuracy_keeps_order_and_stays_inside(qualities: list[float]) -> None:
    found = synthetic.accuracy(np.array(sorted(qualities)))
    assert np.all(np.diff(found) >= 0)
    assert np.all((found > 0.5) & (found < 0.95))


def test_a_tau_beyond_one_is_refused() -> None:
    with pytest.raises(UsageError, match="1\\.2"):
        synthetic.correlation(1.2)


def test_the_table_is_equal_everywhere() -> None:
    table = load("synthetic")
    assert table.frame.index.tolist() == ["".join(each) for each in itertools.product("0123", repeat=5)]
    assert table.sha256 == load("synthetic").sha256
    assert table.sha256.startswith("265c4a45f3958c42")
    # 1,000 times (1 + digit sum): 1 + 0+1+2+3+3 = 10.
    assert table.quantity("params")["01233"] == 10_000
