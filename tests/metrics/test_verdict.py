from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lcmnas_core.metrics import (
    InvalidScoresError,
    TooFewArchitecturesError,
    Verdict,
    compare,
    kendall_tau,
)

Planted = Callable[..., tuple[np.ndarray, np.ndarray]]


def test_an_unchanged_proxy_is_not_distinguishable(planted: Planted, rng: np.random.Generator) -> None:
    score, truth = planted(rng, 100, 0.5)
    found = compare({"a": score}, {"a": 2 * score}, truth)["a"]
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE
    assert (found.difference, found.interval.low, found.interval.high, found.n) == (0, 0, 0, 100)


def test_a_planted_bug_is_worse_and_its_repair_is_better(planted: Planted, rng: np.random.Generator) -> None:
    score, truth = planted(rng, 200, 0.5)
    previous = np.roll(score, 1)  # each architecture gets the score of the one before it
    broken = compare({"a": score, "b": truth}, {"a": previous, "b": truth}, truth)
    assert broken["a"].verdict is Verdict.WORSE and broken["b"].verdict is Verdict.NOT_DISTINGUISHABLE
    assert broken["a"].old == kendall_tau(score, truth) and broken["a"].new == kendall_tau(previous, truth)
    assert broken["a"].difference == broken["a"].new - broken["a"].old
    assert broken["a"].interval.low < broken["a"].difference < broken["a"].interval.high < 0
    assert broken["a"].interval.confidence == 0.99
    mended = compare({"a": previous}, {"a": score}, truth)["a"]
    assert mended.verdict is Verdict.BETTER and mended.interval.low > 0


def test_lower_is_better_turns_the_verdict_not_the_numbers(
    planted: Planted, rng: np.random.Generator
) -> None:
    score, truth = planted(rng, 200, 0.5)
    noise = rng.normal(size=200)
    plain = compare({"a": score}, {"a": noise}, truth)["a"]
    turned = compare({"a": -score}, {"a": -noise}, truth, higher_is_better={"a": False})["a"]
    assert plain.verdict is turned.verdict is Verdict.WORSE
    assert turned.difference == pytest.approx(-plain.difference)
    assert turned.interval.low == pytest.approx(-plain.interval.high)
    assert turned.interval.high == pytest.approx(-plain.interval.low)
    assert compare({"a": -score}, {"a": -noise}, truth)["a"].verdict is Verdict.BETTER


def test_swapping_old_and_new_mirrors_the_bounds(planted: Planted, rng: np.random.Generator) -> None:
    score, truth = planted(rng, 120, 0.8)
    worse = score + 0.3 * rng.normal(size=120)
    forth, back = (
        compare({"a": score}, {"a": worse}, truth)["a"],
        compare({"a": worse}, {"a": score}, truth)["a"],
    )
    assert (back.interval.low, back.interval.high) == pytest.approx(
        (-forth.interval.high, -forth.interval.low)
    )
    # The draws are skewed, so each bound has a reach of its own.
    below, above = forth.difference - forth.interval.low, forth.interval.high - forth.difference
    assert abs(below - above) > 1e-4


def test_a_score_that_became_constant_is_worse(planted: Planted, rng: np.random.Generator) -> None:
    score, truth = planted(rng, 100, 0.5)
    lost = compare({"a": score, "b": score}, {"a": np.zeros(100), "b": score}, truth)
    assert lost["a"].verdict is Verdict.WORSE
    assert lost["a"].new is None and lost["a"].difference is None and lost["a"].interval is None
    assert lost["b"].verdict is Verdict.NOT_DISTINGUISHABLE
    assert compare({"a": np.zeros(100)}, {"a": score}, truth)["a"].verdict is Verdict.NOT_DISTINGUISHABLE


def test_only_architectures_scored_in_both_count(planted: Planted, rng: np.random.Generator) -> None:
    score, truth = planted(rng, 130, 0.5)
    before, after = score.copy(), score.copy()
    before[:10], after[5:20] = np.nan, np.nan
    found = compare({"a": before}, {"a": after}, truth)["a"]
    assert found.n == 110
    assert found.old == found.new == kendall_tau(score[20:], truth[20:])


def false_alarms(repeats: int, n: int, proxies: int, noise: float) -> int:
    """Repeats in which any proxy is called worse though old and new differ by fresh noise only."""
    rng, alarms = np.random.default_rng(22), 0
    for seed in range(repeats):
        truth = rng.normal(size=n)
        signal = {f"proxy{k}": truth + rng.normal(size=n) for k in range(proxies)}
        old, new = (
            {name: values + noise * rng.normal(size=n) for name, values in signal.items()} for _ in range(2)
        )
        found = compare(old, new, truth, seed=seed)
        alarms += any(each.verdict is Verdict.WORSE for each in found.values())
    return alarms


@pytest.mark.parametrize("proxies", [1, 4])
def test_the_gate_seldom_flickers(proxies: int) -> None:
    # At the stated 1% a repeat, more than 3 alarms in 50 have a chance of 0.2%.
    assert false_alarms(50, n=100, proxies=proxies, noise=0.3) <= 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n", "proxies", "noise"), [(100, 1, 0.3), (100, 1, 1.0), (300, 1, 0.3), (100, 8, 0.3)]
)
def test_the_gate_does_not_flicker(n: int, proxies: int, noise: float) -> None:
    assert false_alarms(500, n, proxies, noise) <= 5


def test_wrong_requests_are_refused(rng: np.random.Generator) -> None:
    scores, truth = rng.normal(size=120), rng.normal(size=120)
    with pytest.raises(TooFewArchitecturesError, match="a has 99 architectures scored in both sets"):
        compare({"a": scores[:99]}, {"a": scores[:99]}, truth[:99])
    with pytest.raises(InvalidScoresError, match="only one of the two score sets has b"):
        compare({"a": scores}, {"a": scores, "b": scores}, truth)
    with pytest.raises(InvalidScoresError, match="old a has 120 values, new a has 119"):
        compare({"a": scores}, {"a": scores[1:]}, truth)
    with pytest.raises(InvalidScoresError, match="the truth is constant"):
        compare({"a": scores}, {"a": scores}, np.ones(120))
