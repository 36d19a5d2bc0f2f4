"""Check an image set against what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch

from lcmnas_core.data import cifar10_jpeg
from lcmnas_core.data.catalogue import image_set
from lcmnas_core.data.image_set import ImageSet, Split


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str


def verify(name: str) -> list[Check]:
    """Load the set (which compares hashes where they are pinned) and check its splits.

    Raises:
        LcmnasError: as `image_set`.
    """
    images = image_set(name)
    checks = [Check("loads", True, f"SHA-256 {images.sha256}")]
    for split, part in (("train", images.train), ("validation", images.validation), ("test", images.test)):
        if part is not None:
            checks += _split(images, split, part)
    checks.append(_duplicates(images))
    if name == cifar10_jpeg.PROTOCOL.name:
        checks += _decoder()
    return checks


def _split(images: ImageSet, name: str, part: Split) -> Iterator[Check]:
    fits = (name == "train" and images.perturb is not None) or part.images.shape[1:] == images.shape
    detail = f"{part.copies} x {len(part.labels) // part.copies} of {tuple(part.images.shape[1:])}"
    yield Check(f"{name} shape", bool(fits), detail)
    yield Check(f"{name} finite", bool(torch.isfinite(part.images).all()), f"mean {part.images.mean():.4f}")
    counts = torch.bincount(part.labels, minlength=images.classes)
    ok = len(counts) == images.classes and int(counts.min()) > 0
    yield Check(
        f"{name} classes", ok, f"{int(counts.min())} to {int(counts.max())} images in each of {len(counts)}"
    )


def _duplicates(images: ImageSet) -> Check:
    known = {row.numpy().tobytes() for row in images.train.images}
    shared = sum(row.numpy().tobytes() in known for row in images.validation.images)
    rows = len(images.validation.labels)
    return Check(
        "few duplicates", shared <= rows // 100, f"{shared} of {rows} validation images are in train too"
    )


def _decoder() -> Iterator[Check]:
    raw = cifar10_jpeg.decoded_images()
    for split, pixels in (("train", raw.train), ("test", raw.test)):
        expected = cifar10_jpeg.DECODED_PREFIXES[split]
        found = cifar10_jpeg.pixel_sha256(pixels) if pixels is not None else ""
        note = "" if found.startswith(expected) else "; another JPEG decoder: results carry their own hash"
        yield Check(
            f"{split} pixels as with Pillow 13", found.startswith(expected), f"{found[:16]}, {expected}{note}"
        )
