from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.wdg_macro.roulette import Parent, roulette
from tests.spaces.wdg_macro.graphs import PLAIN


def probabilities(candidates: int, least_weight: int) -> list[float]:
    """Weight i + w over the sum of weights: the closed form."""
    weights = [i + least_weight for i in range(candidates)]
    return [weight / sum(weights) for weight in weights]


def test_four_candidates_by_hand() -> None:
    # Weights 1 2 3 4 of 10: the wheel's tenths belong to 0, 1 1, 2 2 2, 3 3 3 3.
    assert [roulette(4, (tenth + 0.5) / 10) for tenth in range(10)] == [0, 1, 1, 2, 2, 2, 3, 3, 3, 3]
    # Weights 0 1 2 3 of 6, as published.
    assert [roulette(4, (sixth + 0.5) / 6, 0) for sixth in range(6)] == [1, 2, 2, 3, 3, 3]


@pytest.mark.parametrize("least_weight", [0, 1])
@pytest.mark.parametrize("candidates", [2, 3, 34, 100])
def test_frequencies_are_those_of_the_closed_form(candidates: int, least_weight: int) -> None:
    spins = np.random.default_rng(candidates).random(40_000)
    drawn = [roulette(candidates, float(spin), least_weight) for spin in spins]
    seen = np.bincount([each for each in drawn if each is not None], minlength=candidates)
    expected = np.array(probabilities(candidates, least_weight)) * len(spins)
    possible = expected > 0
    assert not seen[~possible].any()
    assert possible.sum() == 1 or chisquare(seen[possible], expected[possible]).pvalue > 1e-3


@given(candidates=st.integers(1, 10**9), spin=st.floats(0, 1, exclude_max=True))
def test_the_position_is_where_the_cumulative_weight_passes_the_spin(candidates: int, spin: float) -> None:
    position = roulette(candidates, spin)
    assert position is not None
    total = candidates * (candidates + 1) // 2
    below, through = position * (position + 1) // 2, (position + 1) * (position + 2) // 2
    assert below <= int(spin * total) < through
    assert 0 <= position < candidates


def test_the_published_wheel_is_empty_for_one() -> None:
    assert roulette(1, 0.5, least_weight=0) is None
    assert roulette(1, 0.5) == 0
    assert roulette(0, 0.5) is None


def test_the_best_and_the_worst() -> None:
    assert probabilities(100, 0)[-1] == pytest.approx(2 / 100)
    assert probabilities(100, 1)[-1] == pytest.approx(2 / 101)
    assert roulette(100, math.nextafter(1, 0)) == 99
    assert roulette(100, 0.0, least_weight=0) == 1


@pytest.mark.parametrize("fitness", [math.nan, math.inf])
def test_a_fitness_is_a_number_or_absent(fitness: float) -> None:
    with pytest.raises(UsageError, match="finite number, or None"):
        Parent(PLAIN, fitness)
