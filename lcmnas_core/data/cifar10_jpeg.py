"""`cifar10_jpeg`: all of CIFAR-10 as a lossy JPEG copy (about 30 dB), decoded once and cached."""

from __future__ import annotations

import hashlib
import io
import itertools
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lcmnas_core.data.image_set import ImageSet, fingerprint
from lcmnas_core.data.npz import CIFAR_DEVIATION, CIFAR_MEAN, images_folder, read_arrays, require_file
from lcmnas_core.data.raw_images import Pixels, Protocol, RawImages, assembled
from lcmnas_core.errors import StoreError
from lcmnas_core.folders import cache_folder
from lcmnas_core.whole_file import whole_file, write_whole

COUNTS = {"train": 50_000, "test": 10_000}
SIDE = 32
STORED_SHA256 = "da14631ea41d330763685462b647354488b43fee0d4b0379a362270b3657c0ff"
"""Of the JPEG bytes, offsets and labels; decoders may differ by a grey level, so pixels are not pinned."""

DECODED_PREFIXES = {"train": "5aaf8a2cf2e577ff", "test": "b7018a062865e934"}
"""First digits of the SHA-256 of the decoded bytes with Pillow 13.0.0."""

PROTOCOL = Protocol(
    name="cifar10_jpeg",
    classes=10,
    shape=(3, SIDE, SIDE),
    mean=CIFAR_MEAN,
    deviation=CIFAR_DEVIATION,
    validation=5_000,
    licence="CIFAR-10 (Krizhevsky, 2009): no licence stated; cite the technical report",
)


def jpeg_path() -> Path:
    """Where the file is looked for."""
    return images_folder() / "cifar10.npz"


def _stored() -> dict[str, NDArray[np.uint8]]:
    path = jpeg_path()
    require_file("cifar10_jpeg", path)
    limits = {f"{part}_{split}": 8 * (n + 1) for split, n in COUNTS.items() for part in ("offset", "y")}
    limits |= {f"jpeg_{split}": 1_024 * n for split, n in COUNTS.items()}
    arrays = read_arrays(path, limits)
    if fingerprint("cifar10_jpeg stored 1", *(arrays[name] for name in sorted(arrays))) != STORED_SHA256:
        raise StoreError(f"{path} holds other images than those called cifar10_jpeg; get the file again")
    return arrays


def _decoded(jpegs: NDArray[np.uint8], offsets: NDArray[np.integer]) -> Iterator[Pixels]:
    from PIL import Image

    data = jpegs.tobytes()
    for start, end in itertools.pairwise(offsets):
        try:
            with Image.open(io.BytesIO(data[start:end]), formats=("JPEG",)) as image:
                if image.size != (SIDE, SIDE):
                    raise StoreError(f"{jpeg_path()} has an image of {image.size}, expected {SIDE}x{SIDE}")
                yield np.asarray(image.convert("RGB"))
        except OSError as error:
            raise StoreError(
                f"{jpeg_path()}: the image at byte {start} cannot be decoded: {error}"
            ) from error


def decoded_pixels(split: str, jpegs: NDArray[np.uint8], offsets: NDArray[np.integer]) -> Pixels:
    """Pixels (M, 32, 32, 3), decoded or from the cache; a cached copy whose hash is wrong is made again."""
    stored = fingerprint("jpegs", jpegs)[:16]
    path = cache_folder() / "images" / f"cifar10_jpeg-{split}-{stored}-pillow{version('pillow')}.npy"
    digest = path.with_suffix(".sha256")
    if path.is_file() and digest.is_file():
        found = _cached(path)
        if found is not None and pixel_sha256(found) == digest.read_text().strip():
            return found
    pixels = np.stack(list(_decoded(jpegs, offsets)))
    with whole_file(path) as unfinished:
        np.save(unfinished, pixels)
    write_whole(digest, pixel_sha256(pixels))
    return pixels


def _cached(path: Path) -> Pixels | None:
    try:
        found: Pixels = np.load(path, allow_pickle=False)
    except (ValueError, EOFError, OSError):
        return None
    return found


def pixel_sha256(pixels: Pixels) -> str:
    """SHA-256 of the pixel bytes alone."""
    return hashlib.sha256(np.ascontiguousarray(pixels).data).hexdigest()


def decoded_images() -> RawImages:
    """All 60,000 images, decoded.

    Raises:
        MissingError: the file is not there.
        StoreError: it is damaged or holds other images.
    """
    arrays = _stored()
    pixels = {
        split: decoded_pixels(split, arrays[f"jpeg_{split}"], arrays[f"offset_{split}"]) for split in COUNTS
    }
    labels = {split: arrays[f"y_{split}"].astype(np.int64) for split in COUNTS}
    return RawImages(pixels["train"], labels["train"], pixels["test"], labels["test"])


def cifar10_jpeg() -> ImageSet:
    """45,000 / 5,000 / 10,000 images, 3x32x32; the first call decodes for some 15 seconds.

    Raises:
        MissingError: `images/cifar10.npz` is not in the data folder.
        StoreError: it is damaged or holds other images.
    """
    return assembled(PROTOCOL, decoded_images())
