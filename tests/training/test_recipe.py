from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.errors import UsageError
from lcmnas_core.seeding import seed_for
from lcmnas_core.training.paper_recipes import FINAL, FINAL_PICK, LOW_FIDELITY
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.schedules import SCHEDULES


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


def test_momentum_that_looks_ahead_needs_momentum() -> None:
    with pytest.raises(UsageError, match="momentum above 0"):
        Recipe(1, momentum=0.0)
    assert Recipe(1, momentum=0.0, nesterov=False).momentum == 0


def test_the_recipe_of_the_stored_tables_is_written_as_ever() -> None:
    """Seeds, keys and cards of `nb201_mini` depend on these very words."""
    recipe = Recipe(epochs=24)
    assert recipe.as_settings() == {
        "epochs": 24,
        "batch_size": 128,
        "peak_rate": 0.2,
        "warmup": 0.25,
        "momentum": 0.9,
        "weight_decay": 5e-4,
        "checkpoints": 3,
    }
    assert repr(recipe) == (
        "Recipe(epochs=24, batch_size=128, peak_rate=0.2, warmup=0.25, "
        "momentum=0.9, weight_decay=0.0005, checkpoints=3)"
    )
    mnist5k_rot = "7f7e96e623b3339d39f259740745c4b6e4d3fbe65f0c3b379ab2635be96e47c5"
    assert seed_for("training", mnist5k_rot, repr(recipe), 0) == 3917858518610356360


def test_what_differs_from_them_is_written_too() -> None:
    recipe = Recipe(2, schedule="constant", nesterov=False, augmentation="flip", shuffle=False, curve=False)
    assert repr(recipe).endswith(
        "checkpoints=3, schedule='constant', nesterov=False, augmentation='flip', shuffle=False, curve=False)"
    )


recipes = st.builds(
    Recipe,
    epochs=st.integers(1, 9),
    warmup=st.floats(0, 0.9),
    momentum=st.floats(0.1, 0.9),
    schedule=st.sampled_from(sorted(SCHEDULES)),
    nesterov=st.booleans(),
    augmentation=st.sampled_from(["", "flip", "crop+flip"]),
    shuffle=st.booleans(),
    curve=st.booleans(),
)


@given(recipes, recipes)
def test_settings_and_text_tell_recipes_apart_and_give_them_back(one: Recipe, other: Recipe) -> None:
    kept = json.loads(json.dumps({**one.as_settings(), "classes": 10}))
    assert Recipe.from_settings(kept) == one
    assert (one == other) == (one.as_settings() == other.as_settings()) == (repr(one) == repr(other))


def test_equal_trainings_are_equal_recipes() -> None:
    # A constant rate knows no warm-up, whatever is said of one.
    assert Recipe(1, warmup=0.1, schedule="constant") == Recipe(1, warmup=0.5, schedule="constant")


def test_steps_and_batches_of_a_set() -> None:
    # 3,000 images are 31 batches of 96 and 24 images over; 50 images are one batch.
    assert (LOW_FIDELITY.steps(3_000), LOW_FIDELITY.batch_of(3_000)) == (31, 96)
    assert (LOW_FIDELITY.steps(50), LOW_FIDELITY.batch_of(50)) == (1, 50)


def test_the_trainings_of_the_paper() -> None:
    assert LOW_FIDELITY.as_settings() == {
        "epochs": 4,
        "batch_size": 96,
        "peak_rate": 0.001,
        "warmup": 0.0,
        "momentum": 0.9,
        "weight_decay": 3e-4,
        "checkpoints": 1,
        "schedule": "constant",
        "nesterov": False,
        "augmentation": "crop+flip+cutout",
    }
    changes = [
        {
            name: value
            for name, value in each.as_settings().items()
            if LOW_FIDELITY.as_settings()[name] != value
        }
        for each in (FINAL_PICK, FINAL)
    ]
    assert changes == [
        {"epochs": 10, "peak_rate": 0.025},
        {"epochs": 600, "peak_rate": 0.025, "schedule": "cosine"},
    ]
