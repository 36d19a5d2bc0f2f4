from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from lcmnas_core.data.image_set import batch
from lcmnas_core.data.raw_images import Protocol, RawImages, assembled


def rows_of(images: torch.Tensor) -> set[bytes]:
    return {row.numpy().tobytes() for row in images}


def test_pixels_become_normalised_channels_first(stripes: Protocol, raw_stripes: RawImages) -> None:
    found = assembled(stripes, raw_stripes).test
    assert found is not None and raw_stripes.test is not None
    # Channel 0: (p / 255 - 0.5) / 0.25; channel 1: (p / 255 - 0) / 2.
    pixel = raw_stripes.test[2, 3, 1]
    assert found.images.shape == (6, 2, 4, 5)
    assert found.images[2, 0, 3, 1].item() == np.float32(
        (np.float32(pixel[0]) / np.float32(255) - 0.5) / 0.25
    )
    assert found.images[2, 1, 3, 1].item() == np.float32(np.float32(pixel[1]) / np.float32(255) / 2)


def test_grey_images_get_one_channel(stripes: Protocol, raw_stripes: RawImages) -> None:
    grey = replace(stripes, shape=(1, 4, 5), mean=(0.0,), deviation=(1.0,), white=1)
    raw = RawImages(raw_stripes.train[..., 0], raw_stripes.train_labels)
    found = assembled(grey, raw)
    assert found.train.images.shape == (18, 1, 4, 5)
    assert found.test is None
    assert found.train.images.max() <= 255


def test_splits_are_disjoint_complete_and_balanced(stripes: Protocol, raw_stripes: RawImages) -> None:
    found = assembled(stripes, raw_stripes)
    train, validation = rows_of(found.train.images), rows_of(found.validation.images)
    assert (len(train), len(validation), len(train & validation)) == (18, 12, 0)
    assert torch.bincount(found.validation.labels).tolist() == [4, 4, 4]


def test_labels_stay_with_their_images(stripes: Protocol, raw_stripes: RawImages) -> None:
    plain = replace(stripes, mean=(0.0, 0.0), deviation=(1.0, 1.0))
    found = assembled(plain, raw_stripes)
    stored = {
        (pixels.transpose(2, 0, 1).astype(np.float32) / np.float32(255)).tobytes(): label
        for pixels, label in zip(raw_stripes.train, raw_stripes.train_labels, strict=True)
    }
    for part in (found.train, found.validation):
        for image, label in zip(part.images, part.labels, strict=True):
            assert stored[image.numpy().tobytes()] == label


def test_a_set_without_test_images_can_hold_some_out(stripes: Protocol, raw_stripes: RawImages) -> None:
    raw = RawImages(raw_stripes.train, raw_stripes.train_labels)
    found = assembled(replace(stripes, test=9), raw)
    assert found.test is not None
    sizes = [len(part.labels) for part in (found.train, found.validation, found.test)]
    assert sizes == [9, 12, 9]
    assert not rows_of(found.test.images) & (rows_of(found.train.images) | rows_of(found.validation.images))


def test_the_hash_follows_pixels_labels_and_protocol(stripes: Protocol, raw_stripes: RawImages) -> None:
    base = assembled(stripes, raw_stripes).sha256
    pixels = raw_stripes.train.copy()
    pixels[0, 0, 0, 0] ^= 1
    swapped = raw_stripes.train_labels.copy()
    swapped[[0, 1]] = swapped[[1, 0]]
    others = {
        assembled(stripes, replace(raw_stripes, train=pixels)).sha256,
        assembled(stripes, replace(raw_stripes, train_labels=swapped)).sha256,
        assembled(replace(stripes, mean=(0.4, 0.0)), raw_stripes).sha256,
        assembled(replace(stripes, validation=9), raw_stripes).sha256,
        assembled(replace(stripes, name="other"), raw_stripes).sha256,
    }
    assert len(others | {base}) == 6
    assert assembled(stripes, raw_stripes).sha256 == base


def test_batches_come_from_the_split_asked_for(stripes: Protocol, raw_stripes: RawImages) -> None:
    images = assembled(stripes, raw_stripes)
    drawn = batch(images, size=10, seed=0, split="validation")
    assert rows_of(drawn.images) <= rows_of(images.validation.images)
    again = batch(images, size=10, seed=0, split="validation")
    assert torch.equal(drawn.images, again.images)
    assert not torch.equal(drawn.images, batch(images, size=10, seed=1, split="validation").images)
