from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from lcmnas_core.metrics import InvalidScoresError, bootstrap_taus, kendall_tau
from lcmnas_core.metrics.resampling import resample
from lcmnas_core.metrics.uncertainty import max_t_reach

Planted = Callable[..., tuple[np.ndarray, np.ndarray]]


def correlated(
    rng: np.random.Generator, n: int, taus: dict[str, float]
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Scores that share one truth and nothing else, with the taus asked for."""
    truth = rng.normal(size=n)
    rhos = {name: np.sin(np.pi * tau / 2) for name, tau in taus.items()}
    scores = {name: rho * truth + np.sqrt(1 - rho**2) * rng.normal(size=n) for name, rho in rhos.items()}
    return scores, truth


def test_interval_is_that_of_the_naive_paired_bootstrap(planted: Planted, rng: np.random.Generator) -> None:
    score, truth = planted(rng, 60, 0.4)
    other = score + rng.normal(size=60)
    found = bootstrap_taus({"a": score, "b": other}, truth, resamples=200, seed=5)
    rows = [np.repeat(np.arange(60), column) for column in resample(60, 200, seed=5).T]
    first = np.array([kendall_tau(score[row], truth[row]) for row in rows])
    second = np.array([kendall_tau(other[row], truth[row]) for row in rows])
    assert found.values == {"a": kendall_tau(score, truth), "b": kendall_tau(other, truth)}
    interval = found.interval("a", confidence=0.9)
    assert (interval.low, interval.high) == pytest.approx(tuple(np.quantile(first, [0.05, 0.95])), abs=1e-12)
    gap = found.difference("a", "b", confidence=0.8)
    assert gap.value == pytest.approx(found.values["a"] - found.values["b"])
    expected = np.quantile(first - second, [0.1, 0.9])
    assert (gap.interval.low, gap.interval.high) == pytest.approx(tuple(expected), abs=1e-12)
    assert gap.n == 60


def share_covered(planted: Planted, tau: float, n: int, draws: int, resamples: int) -> float:
    rng = np.random.default_rng(round(1000 * (tau + 2)))
    hits = 0
    for seed in range(draws):
        score, truth = planted(rng, n, tau)
        interval = bootstrap_taus({"a": score}, truth, resamples=resamples, seed=seed).interval("a")
        hits += interval.low <= tau <= interval.high
    return hits / draws


@pytest.mark.parametrize("tau", [0.0, 0.5])
def test_planted_tau_is_covered(planted: Planted, tau: float) -> None:
    # 300 draws at a true rate of .93 to .97 fall outside these bounds once in ten thousand runs.
    low, high = stats.binom.ppf(1e-4, 300, 0.93), stats.binom.ppf(1 - 1e-4, 300, 0.97)
    assert low / 300 <= share_covered(planted, tau, n=60, draws=300, resamples=400) <= high / 300


@pytest.mark.slow
@pytest.mark.parametrize("tau", [-0.6, 0.0, 0.3, 0.7])
def test_planted_tau_is_covered_at_the_stated_rate(planted: Planted, tau: float) -> None:
    assert 0.93 <= share_covered(planted, tau, n=300, draws=2000, resamples=1000) <= 0.97


@pytest.mark.slow
def test_simultaneous_intervals_hold_together() -> None:
    # Each of 9 true differences is known; 1,000 runs at 95% have a standard error of .007.
    taus = {f"proxy{k}": 0.05 * k for k in range(10)}
    pairs = [(name, "proxy0") for name in taus if name != "proxy0"]
    rng, together, alone = np.random.default_rng(7), 0, 0
    for seed in range(1000):
        found = bootstrap_taus(*correlated(rng, 150, taus), resamples=500, seed=seed)
        joint = found.simultaneous_differences(pairs)
        inside = [joint[p].interval.low <= taus[p[0]] <= joint[p].interval.high for p in pairs]
        single = [found.difference(*p).interval for p in pairs]
        together += all(inside)
        alone += all(each.low <= taus[p[0]] <= each.high for each, p in zip(single, pairs, strict=True))
    assert 0.93 <= together / 1000 <= 0.98
    assert alone / 1000 < 0.9


def test_simultaneous_intervals_are_wider_than_single_ones(rng: np.random.Generator) -> None:
    scores, truth = correlated(rng, 100, {"params": 0.3, "a": 0.3, "b": 0.5, "c": 0.1})
    found = bootstrap_taus(scores, truth)
    pairs = [(name, "params") for name in "abc"]
    joint = found.simultaneous_differences(pairs)
    assert list(joint) == pairs
    for pair in pairs:
        single, wide = found.difference(*pair), joint[pair]
        assert wide.value == single.value
        assert wide.interval.high - wide.interval.low > 1.1 * (single.interval.high - single.interval.low)
        assert (wide.interval.high + wide.interval.low) / 2 == pytest.approx(wide.value)


def test_reach_by_hand() -> None:
    # One difference of 0, draws -1 and 1: s = sqrt 2, |d - d*| / s is 1 / sqrt 2 twice, so the reach is 1.
    values, draws = np.array([0.0]), np.array([[-1.0, 1.0]])
    assert max_t_reach(values, draws, 0.5).tolist() == pytest.approx([1.0])
    # Upwards only, (d - d*) / s is -+1 / sqrt 2 with median 0.
    assert max_t_reach(values, draws, 0.5, one_sided=True).tolist() == pytest.approx([0.0])
    # A second difference ten times as wide widens in its own unit, not the first one's.
    both = max_t_reach(np.zeros(2), np.array([[-1.0, 1.0], [10.0, -10.0]]), 0.5)
    assert both.tolist() == pytest.approx([1.0, 10.0])


def test_equal_proxies_differ_by_nothing(planted: Planted, rng: np.random.Generator) -> None:
    score, truth = planted(rng, 50, 0.5)
    found = bootstrap_taus({"a": score, "same": 3 * score, "b": rng.normal(size=50)}, truth)
    gap = found.simultaneous_differences([("a", "same"), ("a", "b")])[("a", "same")]
    assert (gap.value, gap.interval.low, gap.interval.high) == (0, 0, 0)


def test_draws_of_a_proxy_ignore_which_others_are_asked(planted: Planted, rng: np.random.Generator) -> None:
    score, truth = planted(rng, 40, 0.5)
    alone = bootstrap_taus({"a": score}, truth, resamples=50)
    gaps = np.where(np.arange(40) < 5, np.nan, truth)
    among = bootstrap_taus({"b": gaps, "a": score}, truth, resamples=50)
    assert np.array_equal(alone.draws["a"], among.draws["a"])


def test_failed_architectures_are_left_out_and_counted(planted: Planted, rng: np.random.Generator) -> None:
    score, truth = planted(rng, 80, 0.5)
    holes = score.copy()
    holes[::4] = np.nan
    found = bootstrap_taus({"a": score, "holes": holes}, truth, clusters=np.arange(80) // 2)
    assert found.n == {"a": 80, "holes": 60}
    assert found.units == {"a": 40, "holes": 40}
    present = ~np.isnan(holes)
    assert found.values["holes"] == kendall_tau(score[present], truth[present])
    weights = resample(80, 1000, clusters=np.arange(80) // 2)
    drawn = np.repeat(np.arange(80), np.where(present, weights[:, 3], 0))
    assert found.draws["holes"][3] == pytest.approx(kendall_tau(score[drawn], truth[drawn]), abs=1e-12)


def test_a_difference_needs_units_on_both_sides(planted: Planted, rng: np.random.Generator) -> None:
    score, truth = planted(rng, 50, 0.5)
    holes = np.where(np.arange(50) < 21, np.nan, score)
    found = bootstrap_taus({"a": score, "holes": holes}, truth)
    assert found.units == {"a": 50, "holes": 29}
    assert found.difference("a", "holes").interval is None
    assert found.difference("holes", "a").interval is None


def test_copies_of_architectures_teach_nothing_when_clustered(
    planted: Planted, rng: np.random.Generator
) -> None:
    score, truth = planted(rng, 50, 0.5)
    single = bootstrap_taus({"a": score}, truth)
    copies = bootstrap_taus(
        {"a": np.repeat(score, 4)}, np.repeat(truth, 4), clusters=np.repeat(np.arange(50), 4)
    )
    naive = bootstrap_taus({"a": np.repeat(score, 4)}, np.repeat(truth, 4))
    np.testing.assert_allclose(copies.draws["a"], single.draws["a"], rtol=0, atol=1e-12)
    width = [each.interval("a").high - each.interval("a").low for each in (single, naive)]
    # Four times the sample halves the error that it seems to have.
    assert width[1] == pytest.approx(width[0] / 2, rel=0.15)


def test_no_interval_below_thirty_units(planted: Planted, rng: np.random.Generator) -> None:
    score, truth = planted(rng, 30, 0.5)
    assert bootstrap_taus({"a": score}, truth).interval("a") is not None
    few = bootstrap_taus({"a": score[:29], "b": -score[:29]}, truth[:29])
    assert few.values["a"] is not None and few.interval("a") is None
    assert few.difference("a", "b").interval is None
    assert few.simultaneous_differences([("a", "b")])[("a", "b")].interval is None
    classes = bootstrap_taus({"a": score}, truth, clusters=np.arange(30) // 2)
    assert classes.n["a"] == 30 and classes.interval("a") is None


def test_undefined_stays_undefined(rng: np.random.Generator) -> None:
    truth = rng.normal(size=40)
    nearly = np.zeros(40)
    nearly[3] = 1
    scores = {
        "constant": np.ones(40),
        "nearly": nearly,
        "failed": np.full(40, np.nan),
        "fine": rng.normal(size=40),
    }
    found = bootstrap_taus(scores, truth)
    assert found.values["constant"] is None and found.interval("constant") is None
    assert found.values["failed"] is None and found.n["failed"] == 0
    assert found.difference("fine", "constant") is None
    # The one architecture that differs is missing from (1 - 1/40)^40 = 36% of the resamples.
    assert np.isnan(found.draws["nearly"]).mean() == pytest.approx(0.363, abs=0.05)
    assert found.values["nearly"] is not None and found.interval("nearly") is None
    joint = found.simultaneous_differences([("nearly", "fine"), ("constant", "fine")])
    assert joint[("nearly", "fine")].interval is None and joint[("constant", "fine")] is None


def test_wrong_requests_are_refused(rng: np.random.Generator) -> None:
    truth = rng.normal(size=40)
    with pytest.raises(InvalidScoresError, match="a has 39 values, truth has 40"):
        bootstrap_taus({"a": truth[1:]}, truth)
    with pytest.raises(InvalidScoresError, match="truth holds 40 values that are not finite"):
        bootstrap_taus({"a": truth}, truth * np.nan)
    with pytest.raises(InvalidScoresError, match=r"confidence is 95"):
        bootstrap_taus({"a": truth}, truth).interval("a", confidence=95)
