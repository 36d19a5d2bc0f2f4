from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lcmnas_core.metrics import (
    InvalidScoresError,
    attenuation_corrected_tau,
    ceiling_tau,
    kendall_tau,
    seed_tau,
)


def test_seed_tau_is_the_mean_over_pairs() -> None:
    # (1,2,3), (1,3,2), (3,2,1): taus 1/3, -1 and -1/3.
    assert seed_tau([[1, 2, 3], [1, 3, 2], [3, 2, 1]]) == pytest.approx(-1 / 3)
    assert seed_tau([[1, 2, 3], [1, 1, 1]]) is None
    with pytest.raises(InvalidScoresError, match="at least 2 of them, got 1"):
        seed_tau([[1, 2, 3]])


def test_ceiling_by_hand() -> None:
    # tau 1/3 is rho 1/2. One seed: 2/pi asin sqrt(1/2) = 1/2. Two seeds: r = 2/3. Three: r = 3/4, and
    # asin(sqrt(3) / 2) = pi/3.
    assert ceiling_tau(1 / 3) == pytest.approx(0.5)
    assert ceiling_tau(1 / 3, seeds=2) == pytest.approx(2 / np.pi * np.arcsin(np.sqrt(2 / 3)))
    assert ceiling_tau(1 / 3, seeds=3) == pytest.approx(2 / 3)
    assert ceiling_tau(1.0) == pytest.approx(1)
    assert ceiling_tau(0.0) is None and ceiling_tau(-0.2) is None


def test_correction_by_hand() -> None:
    # rho 1/2 over sqrt(1/2) is sqrt(1/2), which is tau 1/2; noiseless truth needs no correction.
    assert attenuation_corrected_tau(1 / 3, 1 / 3) == pytest.approx(0.5)
    assert attenuation_corrected_tau(-1 / 3, 1 / 3) == pytest.approx(-0.5)
    assert attenuation_corrected_tau(0.4, 1.0) == pytest.approx(0.4)
    assert attenuation_corrected_tau(0.9, 0.1) == 1
    assert attenuation_corrected_tau(0.4, 0.0) is None


def test_the_noiseless_truth_reaches_its_ceiling(rng: np.random.Generator) -> None:
    truth = rng.normal(size=6000)
    runs = [truth + 0.7 * rng.normal(size=6000) for _ in range(3)]
    between, mean = seed_tau(runs), np.mean(runs, axis=0)
    assert ceiling_tau(between) == pytest.approx(kendall_tau(truth, runs[0]), abs=0.02)
    assert ceiling_tau(between, seeds=3) == pytest.approx(kendall_tau(truth, mean), abs=0.02)


def test_a_planted_tau_is_recovered(planted: Callable[..., tuple[np.ndarray, np.ndarray]]) -> None:
    rng = np.random.default_rng(1)
    score, truth = planted(rng, 6000, 0.45)
    runs = [truth + rng.normal(size=6000) for _ in range(2)]
    mean, between = np.mean(runs, axis=0), seed_tau(runs)
    assert kendall_tau(score, mean) < 0.4
    assert attenuation_corrected_tau(kendall_tau(score, mean), between, seeds=2) == pytest.approx(
        0.45, abs=0.02
    )
