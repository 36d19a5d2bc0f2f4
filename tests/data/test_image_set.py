from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.data.image_set import ImageSet, Split, batch, fingerprint, stratified
from lcmnas_core.errors import MissingError, UsageError


def numbered(rows: int, copies: int = 1) -> Split:
    """Image k is the constant k; copy c adds 1000 c."""
    values = torch.arange(rows, dtype=torch.float32) + 1_000 * torch.arange(copies)[:, None]
    return Split(values.reshape(-1, 1, 1, 1), torch.arange(rows).repeat(copies) % 3, copies)


@pytest.fixture
def images() -> ImageSet:
    return ImageSet("numbers", "f" * 64, 3, (1, 1, 1), train=numbered(12), validation=numbered(6, copies=2))


def test_a_copy_is_one_of_every_image(images: ImageSet) -> None:
    second = images.validation.copy(1)
    assert second.images.flatten().tolist() == [1000, 1001, 1002, 1003, 1004, 1005]
    assert second.labels.tolist() == images.validation.copy(0).labels.tolist() == [0, 1, 2, 0, 1, 2]


def test_a_batch_holds_no_image_twice_and_its_own_labels(images: ImageSet) -> None:
    drawn = batch(images, size=12, seed=3)
    assert sorted(drawn.images.flatten().tolist()) == list(range(12))
    assert drawn.labels is not None
    assert (drawn.images.flatten() % 3).tolist() == drawn.labels.tolist()
    assert len(drawn) == 12
    assert drawn.without_labels().labels is None


def test_a_batch_depends_on_hash_split_size_and_seed(images: ImageSet) -> None:
    def order(given: ImageSet, size: int, seed: int) -> list[float]:
        return batch(given, size=size, seed=seed).images.flatten().tolist()

    assert order(images, 12, 0) == order(replace(images, name="renamed"), 12, 0)
    others = [order(images, 12, 1), order(replace(images, sha256="e" * 64), 12, 0), order(images, 11, 0)]
    assert order(images, 12, 0) not in others
    assert others[2] != order(images, 12, 0)[:11]


def test_only_training_images_are_perturbed_and_repeatably(images: ImageSet) -> None:
    def noise(pixels: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        return pixels + torch.rand(pixels.shape, generator=generator)

    noisy = replace(images, perturb=noise)
    assert torch.equal(batch(noisy, size=5, seed=0).images, batch(noisy, size=5, seed=0).images)
    assert not torch.equal(batch(noisy, size=5, seed=0).images, batch(images, size=5, seed=0).images)
    held_out = batch(noisy, size=5, seed=0, split="validation").images
    assert torch.equal(held_out, batch(images, size=5, seed=0, split="validation").images)


@pytest.mark.parametrize("size", [0, -3, 13])
def test_impossible_batches_are_refused(images: ImageSet, size: int) -> None:
    with pytest.raises(UsageError, match="1 to 12 images"):
        batch(images, size=size, seed=0)


def test_a_split_that_is_not_there(images: ImageSet) -> None:
    with pytest.raises(MissingError, match="'numbers' has no test split"):
        images.split("test")


@given(
    counts=st.lists(st.integers(4, 9), min_size=1, max_size=4),
    shares=st.lists(st.integers(1, 2), min_size=1, max_size=2),
    name=st.text("ab", max_size=3),
)
def test_strata_are_balanced_disjoint_and_repeatable(counts: list[int], shares: list[int], name: str) -> None:
    labels = np.repeat(np.arange(len(counts)), counts)
    sizes = tuple(share * len(counts) for share in shares)
    parts = stratified(labels, sizes, name)
    rows = np.concatenate(parts)
    assert len(set(rows.tolist())) == sum(sizes)
    for part, share in zip(parts, shares, strict=True):
        assert np.bincount(labels[part], minlength=len(counts)).tolist() == [share] * len(counts)
        assert np.all(np.diff(part) > 0)
    again = stratified(labels, sizes, name)
    assert all(np.array_equal(one, other) for one, other in zip(parts, again, strict=True))


def test_strata_that_cannot_be_are_refused() -> None:
    labels = np.array([0, 0, 1])
    with pytest.raises(UsageError, match="not multiples of 2 classes"):
        stratified(labels, (3,))
    with pytest.raises(UsageError, match="class 1 has 1 images, but 2 were asked for"):
        stratified(labels, (4,))


def test_a_fingerprint_knows_type_and_shape() -> None:
    numbers = np.arange(6)
    prints = {
        fingerprint("p", numbers),
        fingerprint("q", numbers),
        fingerprint("p", numbers.reshape(2, 3)),
        fingerprint("p", numbers.astype(np.int32)),
        fingerprint("p", numbers[:5]),
    }
    assert len(prints) == 5
    assert fingerprint("p", numbers[::-1]) == fingerprint("p", numbers[::-1].copy())
