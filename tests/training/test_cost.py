from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from lcmnas_core.data.image_set import ImageSet, Split
from lcmnas_core.data.sizes import Sizes
from lcmnas_core.training.cost import images_evaluated, images_shown, training_macs
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.trainer import train

QUICK = Sizes(train=3_000, validation=1_000, copies=8)


def images(train_rows: int, validation_rows: int, copies: int) -> ImageSet:
    def split(rows: int, copies: int = 1) -> Split:
        return Split(
            torch.zeros(rows * copies, 1, 1, 1), torch.zeros(rows * copies, dtype=torch.int64), copies
        )

    return ImageSet("blank", "ab" * 32, 2, (1, 1, 1), split(train_rows), split(validation_rows, copies))


class Counting(nn.Module):
    """Counts the images it is shown in training and in evaluation."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(1, 2)
        self.seen = {True: 0, False: 0}

    def forward(self, pixels: Tensor) -> Tensor:
        self.seen[self.training] += len(pixels)
        return self.linear(pixels.flatten(1))


def test_a_candidate_of_the_quick_search_by_hand() -> None:
    # 3 epochs of 23 batches of 128 of 3,000 images; one copy after epochs 1 and 2, all 8 after the last.
    recipe = Recipe(3, checkpoints=1)
    assert images_shown(recipe, QUICK) == 3 * 23 * 128 == 8_832
    assert images_evaluated(recipe, QUICK) == 1_000 + 1_000 + 8_000
    assert training_macs(recipe, 5, QUICK) == 5 * (3 * 8_832 + 10_000) == 182_480


def test_without_a_curve_only_checkpoints_are_paid() -> None:
    assert images_evaluated(Recipe(3, checkpoints=1, curve=False), QUICK) == 8_000


@settings(max_examples=25, deadline=None)
@given(
    st.builds(
        Recipe,
        epochs=st.integers(1, 4),
        batch_size=st.integers(1, 12),
        checkpoints=st.integers(1, 4),
        curve=st.booleans(),
    ),
    st.builds(images, st.integers(1, 20), st.integers(1, 4), st.integers(1, 3)),
)
def test_what_is_foretold_is_what_a_network_sees(recipe: Recipe, blank: ImageSet) -> None:
    network = Counting()
    train(network, blank, recipe, seed=0)
    assert network.seen == {
        True: images_shown(recipe, blank.sizes),
        False: images_evaluated(recipe, blank.sizes),
    }
