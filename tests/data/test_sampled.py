"""A share of the training images: balance exact, the draw fixed, everything else whole."""

from dataclasses import replace

import pytest
import torch

from lcmnas_core.data.catalogue import image_set
from lcmnas_core.data.image_set import Split
from lcmnas_core.data.sampled import sampled
from lcmnas_core.errors import UsageError


@pytest.mark.parametrize(("level", "per_class"), [(1, 150), (2, 75), (3, 37)])
def test_every_class_keeps_the_same_share(level: int, per_class: int) -> None:
    # mnist5k_rot trains on 300 images of each class; 300 / 8 = 37.5 is rounded down.
    whole = image_set("mnist5k_rot")
    part = sampled(whole, level)
    assert torch.bincount(part.train.labels).tolist() == [per_class] * 10
    assert part.sizes.train == 10 * per_class


def test_images_are_drawn_without_replacement_and_keep_their_labels() -> None:
    whole = image_set("mnist5k")
    part = sampled(whole, 1)
    place = {pixels.numpy().tobytes(): row for row, pixels in enumerate(whole.train.images)}
    rows = [place[pixels.numpy().tobytes()] for pixels in part.train.images]
    assert len(set(rows)) == len(rows) == 1_500
    assert torch.equal(part.train.labels, whole.train.labels[torch.tensor(rows)])


def test_classes_of_unequal_size_keep_their_shares() -> None:
    labels = torch.tensor([0] * 8 + [1] * 5)
    uneven = replace(image_set("digits"), train=Split(torch.zeros(13, 1, 8, 8), labels))
    assert torch.bincount(sampled(uneven, 1).train.labels).tolist() == [4, 2]
    with pytest.raises(UsageError, match="5 images of class 1, too few"):
        sampled(uneven, 3)


def test_the_draw_is_fixed_by_set_and_level() -> None:
    whole = image_set("mnist5k")
    one, other = sampled(whole, 1), sampled(whole, 1)
    assert one.sha256 == other.sha256
    assert torch.equal(one.train.images, other.train.images)
    assert len({each.sha256 for each in (whole, one, sampled(whole, 2))}) == 3
    elsewhere = sampled(replace(whole, sha256="another set"), 1)
    assert not torch.equal(elsewhere.train.images, one.train.images)


def test_what_is_not_trained_on_stays_whole() -> None:
    whole = image_set("mnist5k_rot")
    part = sampled(whole, 1)
    assert part.name == "mnist5k_rot-s1"
    assert (part.validation, part.test, part.perturb) == (whole.validation, whole.test, whole.perturb)
    assert sampled(whole, 0) is whole
