from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.errors import UnknownName
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.schedules import SCHEDULES


@pytest.mark.parametrize(
    ("share", "rate"),
    [
        # Half a cosine over all steps: cos 0, pi/4, pi/2, 3 pi/4, pi.
        (0.0, 0.2),
        (0.25, 0.1 * (1 + math.sqrt(0.5))),
        (0.5, 0.1),
        (0.75, 0.1 * (1 - math.sqrt(0.5))),
        (1.0, 0.0),
    ],
)
def test_the_cosine_by_hand(share: float, rate: float) -> None:
    recipe = Recipe(epochs=4, peak_rate=0.2, schedule="cosine")
    assert recipe.rate(share) == pytest.approx(rate, abs=1e-15)


@given(st.floats(0, 0.999))
def test_the_constant_rate_is_the_peak(share: float) -> None:
    assert Recipe(epochs=4, peak_rate=0.025, schedule="constant").rate(share) == 0.025


@given(st.sampled_from(sorted(SCHEDULES)), st.floats(0, 0.999), st.floats(0, 0.9))
def test_no_rate_leaves_the_range(name: str, share: float, warmup: float) -> None:
    assert 0 <= SCHEDULES[name](0.3, share, warmup) <= 0.3


@given(st.sampled_from(["one_cycle", "cosine"]), st.floats(0.3, 0.9), st.floats(0.01, 0.09))
def test_after_the_warmup_rates_fall(name: str, share: float, later: float) -> None:
    recipe = Recipe(epochs=1, warmup=0.3, schedule=name)
    assert recipe.rate(share + later) < recipe.rate(share)


def test_an_unknown_schedule_is_refused_when_it_is_written() -> None:
    with pytest.raises(UnknownName, match="did you mean 'cosine'"):
        Recipe(epochs=1, schedule="cosin")
