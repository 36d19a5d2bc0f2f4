from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from lcmnas_core.data.image_set import Split
from lcmnas_core.training.evaluation import accuracy, right_answers


class Fixed(nn.Module):
    """Scores that the test wrote into the images."""

    def __init__(self) -> None:
        super().__init__()
        self.unused = nn.Parameter(torch.zeros(1))

    def forward(self, images: Tensor) -> Tensor:
        return images.flatten(1)[:, :3]


def test_accuracy_by_hand() -> None:
    # Highest scores at 2, 0, 1, 1; labels 2, 0, 1, 0: three of four.
    scores = torch.tensor([[0.0, 1, 2], [5, 1, 2], [0, 9, 2], [0, 1, 0]]).view(4, 3, 1, 1)
    assert accuracy(Fixed(), Split(scores, torch.tensor([2, 0, 1, 0]))) == 0.75


def test_accuracy_over_many_batches_is_the_share_of_all() -> None:
    # 1,203 images in evaluation batches of 500: every third is right.
    scores = torch.zeros(1_203, 3, 1, 1)
    scores[:, 0] = 1
    assert accuracy(Fixed(), Split(scores, torch.arange(1_203) % 3)) == pytest.approx(1 / 3)


def test_accuracy_uses_running_statistics() -> None:
    # Train-mode batch norm would centre a constant batch and hide it.
    network = nn.Sequential(nn.BatchNorm2d(2), nn.Flatten())
    images = torch.tensor([1.0, 0.0]).view(1, 2, 1, 1).repeat(4, 1, 1, 1)
    assert accuracy(network.train(), Split(images, torch.zeros(4, dtype=torch.int64))) == 1.0


def test_right_answers_are_counted_per_copy() -> None:
    scores = torch.tensor([[1.0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 0, 0]]).view(4, 3, 1, 1)
    split = Split(scores, torch.tensor([0, 1, 0, 1]), copies=2)
    assert [right_answers(Fixed(), split.copy(index)) for index in (0, 1)] == [2, 1]
    assert accuracy(Fixed(), split) == 0.75
