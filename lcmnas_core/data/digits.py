"""`digits`: 1,797 real handwritten digits (8x8, 17 grey levels) that ship inside scikit-learn."""

from __future__ import annotations

import gzip
import importlib.util
import zlib
from pathlib import Path

import numpy as np

from lcmnas_core.data.image_set import ImageSet
from lcmnas_core.data.raw_images import Protocol, RawImages, assembled
from lcmnas_core.errors import MissingError, StoreError

ROWS, SIDE = 1_797, 8

PROTOCOL = Protocol(
    name="digits",
    classes=10,
    shape=(1, SIDE, SIDE),
    mean=(0.3053,),
    deviation=(0.3760,),
    validation=300,
    test=300,
    white=16,
    licence="CC BY 4.0 (UCI optical recognition of handwritten digits); ships with scikit-learn (BSD-3)",
)


def digits_path() -> Path:
    """The file inside scikit-learn, found without importing it (that would take a second or two).

    Raises:
        MissingError: scikit-learn is not installed.
    """
    found = importlib.util.find_spec("sklearn")
    if found is None or found.origin is None:
        raise MissingError("image set digits ships with scikit-learn, which is not installed")
    return Path(found.origin).parent / "datasets" / "data" / "digits.csv.gz"


def read_digits(path: Path) -> RawImages:
    """Pixels (1797, 8, 8) in 0..16 and labels.

    Raises:
        StoreError: the file is not 1,797 rows of 64 pixels and a label.
    """
    try:
        lines = gzip.decompress(path.read_bytes()).decode("ascii").split()
        rows = np.array([line.split(",") for line in lines], dtype=np.float64).astype(np.int64)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise StoreError(f"{path} cannot be read as digits: {error}; install scikit-learn again") from error
    if rows.shape != (ROWS, SIDE * SIDE + 1):
        raise StoreError(f"{path} holds {rows.shape} numbers, expected {(ROWS, SIDE * SIDE + 1)}")
    return RawImages(rows[:, :-1].reshape(-1, SIDE, SIDE).astype(np.uint8), rows[:, -1])


def digits() -> ImageSet:
    """1,197 / 300 / 300 images, 1x8x8; validation and test hold 30 of each class.

    Raises:
        MissingError: scikit-learn is not installed.
        StoreError: its file is damaged.
    """
    return assembled(PROTOCOL, read_digits(digits_path()))
