"""Image sets from `images/*.npz` in the data folder, read as untrusted input."""

from __future__ import annotations

import math
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lcmnas_core.data.image_set import ImageSet
from lcmnas_core.data.raw_images import Protocol, RawImages, assembled
from lcmnas_core.errors import MissingError, StoreError, one_line
from lcmnas_core.folders import data_folder

HEADER_LIMIT = 4_096
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    EOFError,
    KeyError,
    OSError,
    RuntimeError,  # encrypted, or an unknown compression
    MemoryError,
)

CIFAR_MEAN, CIFAR_DEVIATION = (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)


@dataclass(frozen=True)
class ImageFile:
    """One npz file: its protocol, how many images it holds and the SHA-256 of the ones meant."""

    file: str
    protocol: Protocol
    train: int
    test: int
    sha256: str

    @property
    def path(self) -> Path:
        """Where the file is looked for."""
        return images_folder() / self.file


FILES = {
    each.protocol.name: each
    for each in (
        ImageFile(
            "cifar10_first4000_lossless.npz",
            Protocol(
                name="cifar10_first4000",
                classes=10,
                shape=(3, 32, 32),
                mean=CIFAR_MEAN,
                deviation=CIFAR_DEVIATION,
                validation=1_000,
                licence="CIFAR-10 (Krizhevsky, 2009): no licence stated; cite the technical report",
            ),
            train=4_000,
            test=0,
            sha256="e187fbad54fd327874dd3fb6ef6c7bbbe6bd871f82d883b5424a8db1d89bf693",
        ),
        ImageFile(
            "fashion_mnist.npz",
            Protocol(
                name="fashion_mnist",
                classes=10,
                shape=(1, 28, 28),
                mean=(0.2860,),
                deviation=(0.3530,),
                validation=5_000,
                licence="MIT (Zalando SE); Xiao, Rasul and Vollgraf, arXiv:1708.07747",
            ),
            train=60_000,
            test=10_000,
            sha256="0113d0c1a2435bd1dc01525425f234b0ae3c40c0d31ad240bfb2609c6cfd46f1",
        ),
        ImageFile(
            "mnist.npz",
            Protocol(
                name="mnist",
                classes=10,
                shape=(1, 28, 28),
                mean=(0.1307,),
                deviation=(0.3081,),
                validation=5_000,
                licence="CC BY-SA 3.0 (LeCun, Cortes and Burges)",
            ),
            train=60_000,
            test=10_000,
            sha256="764d02df906cdf0a2f335672ad6c02d9e7b964e0b1e11974da166702733748e4",
        ),
        ImageFile(
            "tinyimagenet16_120.npz",
            Protocol(
                name="tinyimagenet16_120",
                classes=120,
                shape=(3, 16, 16),
                mean=(0.4741, 0.4499, 0.3954),
                deviation=(0.2463, 0.2366, 0.2516),
                validation=6_000,
                licence="ImageNet's terms: non-commercial research only, do not redistribute",
            ),
            train=60_000,
            test=6_000,
            sha256="8ea82ffd189c70151bb439ccbba76c5ecc8cb1869baeae177f24a26b09d59145",
        ),
    )
}


def images_folder() -> Path:
    """Where npz files are looked for."""
    return data_folder() / "images"


def require_file(name: str, path: Path) -> None:
    """Raise MissingError, with the place and the way out, unless there is a file at `path`."""
    if not path.is_file():
        raise MissingError(f"image set {name} needs {path}; set LCMNAS_DATA to the folder that holds images/")


def read_arrays(path: Path, byte_limits: dict[str, int]) -> dict[str, NDArray[Any]]:
    """The named arrays of an npz file; nothing in it is unpickled, and no array may exceed its limit.

    Raises:
        StoreError: damaged, an array is absent, larger than its limit, or holds Python objects.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: _read_array(archive, name, limit) for name, limit in byte_limits.items()}
    except DAMAGE as error:
        reason = one_line(error)
        raise StoreError(f"{path} is damaged or not the expected npz file: {reason}") from error


def _read_array(archive: zipfile.ZipFile, name: str, limit: int) -> NDArray[Any]:
    member = archive.getinfo(f"{name}.npy")
    if member.file_size > limit + HEADER_LIMIT:
        raise ValueError(f"{name} unpacks to {member.file_size} bytes, expected at most {limit}")
    with archive.open(member) as file:
        array: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
        if file.read(1):
            raise ValueError(f"{name} is longer than its header says")
    return array


def read_image_file(entry: ImageFile) -> RawImages:
    """Pixels and labels of an npz file, checked in shape, type and hash.

    Raises:
        MissingError: the file is not there.
        StoreError: it is damaged, or holds other images than those meant by the set's name.
    """
    name = entry.protocol.name
    require_file(name, entry.path)
    channels, height, width = entry.protocol.shape
    stored = (height, width) if channels == 1 else (height, width, channels)
    counts = {"train": entry.train, "test": entry.test}
    shapes = {f"x_{split}": (count, *stored) for split, count in counts.items() if count}
    shapes |= {f"y_{split}": (count,) for split, count in counts.items() if count}
    arrays = read_arrays(entry.path, {key: math.prod(shape) for key, shape in shapes.items()})
    for key, shape in shapes.items():
        found = arrays[key]
        if found.shape != shape or found.dtype != np.uint8:
            raise StoreError(f"{entry.path}: {key} is {found.dtype} {found.shape}, expected uint8 {shape}")
    labels = {split: arrays[f"y_{split}"].astype(np.int64) for split, count in counts.items() if count}
    raw = RawImages(arrays["x_train"], labels["train"], arrays.get("x_test"), labels.get("test"))
    if raw.sha256() != entry.sha256:
        raise StoreError(f"{entry.path} holds other images than those called {name}; get the file again")
    return raw


def npz_set(name: str) -> ImageSet:
    """The image set of the npz file known as `name`.

    Raises:
        MissingError: the file is not in the data folder.
        StoreError: it is damaged or holds other images.
    """
    entry = FILES[name]
    return assembled(entry.protocol, read_image_file(entry))
