from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lcmnas_core.data.npz import ImageFile
from lcmnas_core.data.raw_images import Protocol, RawImages

REAL = os.environ.get("LCMNAS_DATA")


@pytest.fixture
def real_images() -> Path:
    if not REAL or not (Path(REAL) / "images" / "cifar10.npz").is_file():
        pytest.skip("LCMNAS_DATA names no folder with images/*.npz")
    return Path(REAL) / "images"


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder of the test's own."""
    monkeypatch.setenv("LCMNAS_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def stripes() -> Protocol:
    """Three classes, two channels, four of each class held out for validation."""
    return Protocol(
        name="stripes",
        classes=3,
        shape=(2, 4, 5),
        mean=(0.5, 0.0),
        deviation=(0.25, 2.0),
        validation=12,
        licence="none",
    )


@pytest.fixture
def raw_stripes() -> RawImages:
    """30 training and 6 test images, every one different from all others."""
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (36, 4, 5, 2), dtype=np.uint8)
    labels = np.arange(36) % 3
    return RawImages(pixels[:30], labels[:30], pixels[30:], labels[30:])


@pytest.fixture
def write_images() -> Callable[[Path, RawImages], None]:
    """Writes images and labels as the npz files of the data folder hold them."""

    def write(path: Path, raw: RawImages) -> None:
        assert raw.test is not None and raw.test_labels is not None
        np.savez_compressed(
            path,
            x_train=raw.train,
            y_train=raw.train_labels.astype(np.uint8),
            x_test=raw.test,
            y_test=raw.test_labels.astype(np.uint8),
        )

    return write


@pytest.fixture
def stored(
    own_data: Path,
    stripes: Protocol,
    raw_stripes: RawImages,
    write_images: Callable[[Path, RawImages], None],
) -> ImageFile:
    """The stripes as a file in a data folder of the test's own."""
    (own_data / "images").mkdir()
    write_images(own_data / "images" / "stripes.npz", raw_stripes)
    return ImageFile("stripes.npz", stripes, train=30, test=6, sha256=raw_stripes.sha256())
