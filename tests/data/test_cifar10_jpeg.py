from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from lcmnas_core.data import cifar10_jpeg
from lcmnas_core.errors import StoreError


def jpeg(seed: int, side: int = 32) -> bytes:
    smooth = np.random.default_rng(seed).integers(0, 256, (2, 2, 3), dtype=np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(smooth).resize((side, side), Image.Resampling.BILINEAR).save(buffer, "JPEG")
    return buffer.getvalue()


def joined(files: list[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    return np.frombuffer(b"".join(files), np.uint8), np.cumsum([0, *map(len, files)])


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cifar10_jpeg, "cache_folder", lambda: tmp_path)
    return tmp_path / "images"


def test_each_image_is_decoded_as_pillow_does(cache: Path) -> None:
    files = [jpeg(seed) for seed in range(4)]
    found = cifar10_jpeg.decoded_pixels("train", *joined(files))
    assert found.shape == (4, 32, 32, 3)
    for pixels, file in zip(found, files, strict=True):
        assert np.array_equal(pixels, np.asarray(Image.open(io.BytesIO(file)).convert("RGB")))


def test_the_second_time_comes_from_the_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = joined([jpeg(0), jpeg(1)])
    first = cifar10_jpeg.decoded_pixels("train", *stored)
    assert sorted(each.suffix for each in cache.iterdir()) == [".npy", ".sha256"]
    monkeypatch.setattr(cifar10_jpeg, "_decoded", lambda *_: pytest.fail("decoded again"))
    assert np.array_equal(cifar10_jpeg.decoded_pixels("train", *stored), first)


@pytest.mark.parametrize("damage", ["flip", "cut", "empty"])
def test_a_damaged_cache_is_made_again(cache: Path, damage: str) -> None:
    stored = joined([jpeg(0), jpeg(1)])
    first = cifar10_jpeg.decoded_pixels("test", *stored)
    path = next(cache.glob("*.npy"))
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes({"flip": bytes(raw), "cut": bytes(raw[:-1]), "empty": b""}[damage])
    assert np.array_equal(cifar10_jpeg.decoded_pixels("test", *stored), first)
    assert np.array_equal(np.load(path, allow_pickle=False), first)


def test_other_images_never_meet_in_the_cache(cache: Path) -> None:
    one = cifar10_jpeg.decoded_pixels("train", *joined([jpeg(0)]))
    other = cifar10_jpeg.decoded_pixels("train", *joined([jpeg(1)]))
    assert not np.array_equal(one, other)


def test_an_image_of_another_size_or_form_is_named(cache: Path) -> None:
    with pytest.raises(StoreError, match="expected 32x32"):
        cifar10_jpeg.decoded_pixels("train", *joined([jpeg(0, side=64)]))
    with pytest.raises(StoreError, match="cannot be decoded"):
        cifar10_jpeg.decoded_pixels("train", *joined([b"no jpeg at all"]))
    assert not list(cache.glob("*.npy"))
