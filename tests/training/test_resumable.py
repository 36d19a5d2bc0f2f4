from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from lcmnas_core.data.image_set import ImageSet, Split
from lcmnas_core.data.pixel_scale import PixelScale
from lcmnas_core.errors import StoreError, UsageError
from lcmnas_core.training import resumable
from lcmnas_core.training.curve import Curve
from lcmnas_core.training.evaluation import accuracy
from lcmnas_core.training.final_training import FinalOptions, FinalTraining
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.resumable import FILE, train_resumable
from lcmnas_core.training.trainer import train


def split(count: int, seed: int, copies: int = 1) -> Split:
    """Two classes that overlap: the mean of the pixels is a little above or below zero."""
    generator = torch.Generator().manual_seed(seed)
    labels = (torch.arange(count) % 2).repeat(copies)
    images = torch.randn(count * copies, 1, 8, 8, generator=generator) + (0.2 * labels - 0.1).view(
        -1, 1, 1, 1
    )
    return Split(images, labels, copies)


IMAGES = ImageSet(
    "pairs",
    "ab" * 32,
    2,
    (1, 8, 8),
    split(48, 0),
    split(30, 1, 2),
    split(30, 2),
    scale=PixelScale((0.5,), (0.2,)),
)
RECIPE = Recipe(5, 16, peak_rate=0.1, schedule="cosine", augmentation="crop+flip+cutout")
OPTIONS = {
    "plain": FinalOptions(every=1),
    "every second": FinalOptions(every=2),
    "best": FinalOptions(every=1, choose="best"),
    "pruned": FinalOptions(every=1, prune_below=0.05),
    "both": FinalOptions(every=2, choose="best", prune_below=0.05),
}


class Stopped(Exception):
    """Stands for Ctrl-C."""


def network() -> nn.Sequential:
    """Batch norm, dropout and momentum: all that has a state."""
    torch.manual_seed(7)
    return nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Dropout(0.3), nn.Linear(144, 2)
    )


def stop_after(epoch: int) -> Callable[[Curve], None]:
    def stop(curve: Curve) -> None:
        if len(curve.train_loss) == epoch:
            raise Stopped

    return stop


def comparable(found: FinalTraining) -> FinalTraining:
    return replace(found, curve=replace(found.curve, train_cpu_s=0.0))


def same_bits(one: nn.Module, other: nn.Module) -> bool:
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(torch.equal(a, b) for a, b in pairs)


@pytest.mark.parametrize("name", OPTIONS)
def test_stopped_and_resumed_equals_undisturbed_to_the_bit(name: str, tmp_path: Path) -> None:
    whole = network()
    undisturbed = train_resumable(whole, IMAGES, RECIPE, 3, tmp_path / "whole", OPTIONS[name])
    for epoch in (1, 3, 4):
        with pytest.raises(Stopped):
            train_resumable(
                network(), IMAGES, RECIPE, 3, tmp_path / "stopped", OPTIONS[name], stop_after(epoch)
            )
    again = network()
    resumed = train_resumable(again, IMAGES, RECIPE, 3, tmp_path / "stopped", OPTIONS[name])
    assert comparable(resumed) == comparable(undisturbed)
    assert same_bits(again, whole)


def test_it_is_the_plain_training_with_a_folder(tmp_path: Path) -> None:
    plain, kept = network(), network()
    curve = train(plain, IMAGES, RECIPE, 3)
    found = train_resumable(kept, IMAGES, RECIPE, 3, tmp_path)
    assert replace(found.curve, train_cpu_s=0.0) == replace(curve, train_cpu_s=0.0)
    assert same_bits(plain, kept)
    assert found.epoch == 5
    assert found.validation_accuracy == accuracy(plain, IMAGES.validation) == curve.checkpoint_accuracy[5]
    assert found.test_accuracy == accuracy(plain, split(30, 2))
    # Convolution 4 * 9 + 4, batch norm 4 + 4, linear 144 * 2 + 2.
    assert (found.params, found.pruned) == (40 + 8 + 290, 0)


def test_an_epoch_is_written_when_it_is_due(tmp_path: Path) -> None:
    seen = []
    with pytest.raises(Stopped):
        train_resumable(network(), IMAGES, RECIPE, 3, tmp_path, OPTIONS["every second"], stop_after(3))
    train_resumable(
        network(),
        IMAGES,
        RECIPE,
        3,
        tmp_path,
        OPTIONS["every second"],
        lambda curve: seen.append(len(curve.train_loss)),
    )
    assert seen == [3, 4, 5]


def test_test_images_are_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    def watched(subject: nn.Module, part: Split) -> float:
        looked.append(part is IMAGES.test)
        return accuracy(subject, part)

    monkeypatch.setattr(resumable, "accuracy", watched)
    with pytest.raises(Stopped):
        train_resumable(network(), IMAGES, RECIPE, 3, tmp_path, OPTIONS["best"], stop_after(5))
    assert looked == []
    first = train_resumable(network(), IMAGES, RECIPE, 3, tmp_path, OPTIONS["best"])
    again = network()
    second = train_resumable(again, IMAGES, RECIPE, 3, tmp_path, OPTIONS["best"])
    assert looked == [False, True]
    assert second == first
    assert accuracy(again, split(30, 2)) == second.test_accuracy


def test_without_test_images_there_is_no_test_accuracy(tmp_path: Path) -> None:
    found = train_resumable(network(), replace(IMAGES, test=None), RECIPE, 3, tmp_path)
    assert found.test_accuracy is None


class Scripted(nn.Module):
    """A buffer counts training steps; after step s the first `right[s]` images are answered rightly."""

    def __init__(self, right: list[int]) -> None:
        super().__init__()
        self.right = right
        self.weight = nn.Parameter(torch.zeros(2))
        self.register_buffer("step", torch.tensor(0))

    def forward(self, images: Tensor) -> Tensor:
        if self.training:
            self.step += 1
            return self.weight.expand(len(images), 2)
        right = torch.arange(len(images)) < self.right[int(self.step)]
        return torch.stack([right.float(), 1 - right.float()], dim=1)


@pytest.mark.parametrize(("choose", "epoch", "right"), [("best", 2, 7), ("last", 5, 5)])
def test_the_best_epoch_is_the_first_of_equals_and_its_weights_are_kept(
    choose: str, epoch: int, right: int, tmp_path: Path
) -> None:
    zeros = Split(torch.zeros(10, 1, 8, 8), torch.zeros(10, dtype=torch.int64))
    images = replace(IMAGES, train=zeros, validation=zeros, test=zeros)
    subject = Scripted([0, 3, 7, 6, 7, 5])
    found = train_resumable(
        subject,
        images,
        Recipe(5, 10),
        0,
        tmp_path,
        FinalOptions(choose=choose),
    )
    assert found.curve.validation_accuracy == [0.3, 0.7, 0.6, 0.7, 0.5]
    assert (found.epoch, found.validation_accuracy, found.test_accuracy) == (epoch, right / 10, right / 10)
    assert int(subject.step) == epoch


def test_pruned_weights_are_zero_in_every_forward_pass_after_their_epoch(tmp_path: Path) -> None:
    zeros: list[int] = []

    class Watched(nn.Linear):
        def forward(self, images: Tensor) -> Tensor:
            zeros.append(int((self.weight == 0).sum()))
            return super().forward(images)

    torch.manual_seed(7)
    subject = nn.Sequential(nn.Flatten(), Watched(64, 2))
    found = train_resumable(subject, IMAGES, RECIPE, 3, tmp_path, OPTIONS["pruned"])
    # Three steps, then the two validation copies of a checkpoint or one, an epoch; none is zero at first.
    assert zeros[:3] == [0, 0, 0]
    assert zeros == sorted(zeros)
    assert zeros[-1] == found.pruned > 10
    assert found.params == 130


def test_what_is_counted_as_pruned_is_zero_in_the_epoch_that_was_chosen(tmp_path: Path) -> None:
    torch.manual_seed(1)
    subject = nn.Sequential(nn.Flatten(), nn.Linear(64, 2))
    found = train_resumable(subject, IMAGES, RECIPE, 3, tmp_path, OPTIONS["both"])
    assert found.epoch < RECIPE.epochs
    assert found.pruned == int((subject[1].weight == 0).sum()) > 0


def test_the_folder_of_another_training_is_refused(tmp_path: Path) -> None:
    train_resumable(network(), IMAGES, RECIPE, 3, tmp_path)
    other = network()
    nn.init.ones_(other[0].weight)
    for name, changed in {
        "images": (network(), replace(IMAGES, sha256="cd" * 32), RECIPE, 3, tmp_path),
        "recipe": (network(), IMAGES, replace(RECIPE, epochs=6), 3, tmp_path),
        "seed": (network(), IMAGES, RECIPE, 4, tmp_path),
        "initial weights": (other, IMAGES, RECIPE, 3, tmp_path),
        "choose": (network(), IMAGES, RECIPE, 3, tmp_path, FinalOptions(choose="best")),
        "prune_below": (network(), IMAGES, RECIPE, 3, tmp_path, FinalOptions(prune_below=0.01)),
    }.items():
        with pytest.raises(UsageError, match=f"holds a training with {name} .*, not .*; give another folder"):
            train_resumable(*changed)


def test_a_damaged_folder_is_refused(tmp_path: Path) -> None:
    train_resumable(network(), IMAGES, RECIPE, 3, tmp_path)
    content = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(content[:-1])
    with pytest.raises(StoreError, match="is damaged"):
        train_resumable(network(), IMAGES, RECIPE, 3, tmp_path)


def test_it_is_written_at_some_time() -> None:
    with pytest.raises(UsageError, match="every 1 or more epochs, not 0"):
        FinalOptions(every=0)


def test_the_best_of_no_curve_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="leaves out"):
        train_resumable(network(), IMAGES, replace(RECIPE, curve=False), 3, tmp_path, OPTIONS["best"])
