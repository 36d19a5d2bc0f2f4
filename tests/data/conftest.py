from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

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
