from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.errors import UsageError
from lcmnas_core.training.recipe import Recipe


@pytest.mark.parametrize(
    ("share", "rate"),
    [
        # Linear up to a quarter, then a half cosine over the other three: cos 0, pi/4, pi/2, 3 pi/4, pi.
        (0.0, 0.0),
        (0.125, 0.1),
        (0.25, 0.2),
        (0.4375, 0.1 * (1 + math.sqrt(0.5))),
        (0.625, 0.1),
        (0.8125, 0.1 * (1 - math.sqrt(0.5))),
        (1.0, 0.0),
    ],
)
def test_the_rate_by_hand(share: float, rate: float) -> None:
    recipe = Recipe(epochs=4, peak_rate=0.2, warmup=0.25)
    assert recipe.rate(share) == pytest.approx(rate, abs=1e-15)


@given(st.floats(0, 0.999), st.floats(0.05, 0.9))
def test_the_rate_stays_between_zero_and_the_peak(share: float, warmup: float) -> None:
    recipe = Recipe(epochs=1, peak_rate=0.3, warmup=warmup)
    assert 0 <= recipe.rate(share) <= 0.3
    assert recipe.rate(warmup) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("epochs", "checkpoints", "expected"),
    [(12, 3, (4, 8, 12)), (16, 3, (5, 11, 16)), (2, 3, (1, 2)), (1, 3, (1,)), (10, 1, (10,))],
)
def test_checkpoints_stand_at_equal_distances(
    epochs: int, checkpoints: int, expected: tuple[int, ...]
) -> None:
    # 16 / 3 = 5.33 and 10.67; 2 / 3 = .67 and 1.33 both round to 1.
    assert Recipe(epochs, checkpoints=checkpoints).checkpoint_epochs() == expected


@given(st.integers(1, 300), st.integers(1, 12))
def test_the_last_epoch_is_a_checkpoint(epochs: int, checkpoints: int) -> None:
    found = Recipe(epochs, checkpoints=checkpoints).checkpoint_epochs()
    assert found[-1] == epochs
    assert list(found) == sorted(set(found))
    assert found[0] >= 1


@pytest.mark.parametrize(("epochs", "batch_size"), [(0, 8), (-1, 8), (3, 0)])
def test_empty_recipes_are_refused(epochs: int, batch_size: int) -> None:
    with pytest.raises(UsageError, match="at least one epoch"):
        Recipe(epochs, batch_size)


def test_settings_hold_every_field() -> None:
    assert Recipe(7).as_settings() == {
        "epochs": 7,
        "batch_size": 128,
        "peak_rate": 0.2,
        "warmup": 0.25,
        "momentum": 0.9,
        "weight_decay": 5e-4,
        "checkpoints": 3,
    }
