from __future__ import annotations

from pathlib import Path

import pytest
import torch

from lcmnas_core.data import cifar10_jpeg
from lcmnas_core.data.catalogue import image_set
from lcmnas_core.data.image_set import batch
from lcmnas_core.data.sources import image_source
from lcmnas_core.data.verify import verify


def test_the_lossless_images_are_those_of_cifar10(real_images: Path) -> None:
    # Of the 4,000: mean (0.4916, 0.4818, 0.4447), standard deviation (0.2471, 0.2440, 0.2625).
    found = image_set("cifar10_first4000")
    pixels = torch.cat([found.train.images, found.validation.images])
    mean, deviation = torch.tensor([0.4914, 0.4822, 0.4465]), torch.tensor([0.2470, 0.2435, 0.2616])
    plain = pixels * deviation[:, None, None] + mean[:, None, None]
    assert plain.mean((0, 2, 3)).tolist() == pytest.approx([0.4916, 0.4818, 0.4447], abs=1e-4)
    assert plain.std((0, 2, 3)).tolist() == pytest.approx([0.2471, 0.2440, 0.2625], abs=1e-4)
    assert found.test is None
    assert found.sha256.startswith("d0f32ec46be65f1d")


@pytest.mark.parametrize("name", ["cifar10_first4000", "fashion_mnist"])
def test_real_sets_verify(real_images: Path, name: str) -> None:
    assert [each.name for each in verify(name) if not each.ok] == []
    images, source = image_set(name), image_source(name)
    assert (images.classes, images.shape) == (source.classes, source.shape)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mnist", "tinyimagenet16_120", "cifar10_jpeg"])
def test_large_real_sets_verify(
    real_images: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cifar10_jpeg, "cache_folder", lambda: tmp_path)
    assert [each.name for each in verify(name) if not each.ok] == []


def test_a_batch_of_real_images_is_fixed(real_images: Path) -> None:
    images = image_set("cifar10_first4000")
    one, other = batch(images, size=64, seed=0), batch(images, size=64, seed=1)
    assert one.images.shape == (64, 3, 32, 32)
    assert torch.equal(one.images, batch(images, size=64, seed=0).images)
    assert not torch.equal(one.images, other.images)
    assert one.labels is not None
    assert int(one.labels.max()) < 10
