"""Rank statistics: our tau beside scipy's, and the paired bootstrap of a whole leaderboard."""

from __future__ import annotations

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from scipy import stats

from lcmnas_core.metrics import bootstrap_taus, compare, kendall_tau

SIZES = [1000, 15_625]


def leaderboard(n: int, proxies: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    rng = np.random.default_rng(0)
    truth = np.round(rng.normal(size=n), 3)
    return {f"proxy{k}": truth + rng.normal(size=n) for k in range(proxies)}, truth


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.benchmark(group="tau")
def test_own_tau(benchmark: BenchmarkFixture, n: int) -> None:
    scores, truth = leaderboard(n, 1)
    assert benchmark(kendall_tau, scores["proxy0"], truth) > 0.3


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.benchmark(group="tau")
def test_scipy_tau(benchmark: BenchmarkFixture, n: int) -> None:
    scores, truth = leaderboard(n, 1)
    assert benchmark(stats.kendalltau, scores["proxy0"], truth)[0] > 0.3


@pytest.mark.benchmark(group="bootstrap")
def test_bootstrap_of_15_proxies(benchmark: BenchmarkFixture) -> None:
    scores, truth = leaderboard(1000, 15)
    found = benchmark.pedantic(bootstrap_taus, (scores, truth), {"resamples": 1000}, rounds=3)
    assert found.interval("proxy0") is not None


@pytest.mark.benchmark(group="bootstrap")
def test_bootstrap_of_a_whole_space(benchmark: BenchmarkFixture) -> None:
    scores, truth = leaderboard(15_625, 2)
    found = benchmark.pedantic(bootstrap_taus, (scores, truth), {"resamples": 1000}, rounds=2)
    assert found.interval("proxy0") is not None


@pytest.mark.benchmark(group="gate")
def test_verdict_on_15_proxies(benchmark: BenchmarkFixture) -> None:
    scores, truth = leaderboard(1000, 15)
    found = benchmark.pedantic(compare, (scores, scores, truth), rounds=2)
    assert len(found) == 15
