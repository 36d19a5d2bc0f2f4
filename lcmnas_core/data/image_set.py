"""A set of labelled images, its splits, and batches drawn from it by name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lcmnas_core.data.batch import Batch
from lcmnas_core.data.pixel_scale import PixelScale
from lcmnas_core.data.sizes import Sizes
from lcmnas_core.errors import MissingError, Unsupported, UsageError
from lcmnas_core.seeding import rng_for, seed_for

SplitName = Literal["train", "validation", "test"]
Perturbation = Callable[[Tensor, torch.Generator], Tensor]


@dataclass(frozen=True)
class Split:
    """Images as networks see them (but for a training perturbation) with their labels.

    Attributes:
        images: (copies * M, C, H, W) float32, normalised; copy k of image i stands in row k * M + i.
        labels: (copies * M,) int64.
        copies: how many perturbed copies of each of the M images the split holds.
    """

    images: Tensor
    labels: Tensor
    copies: int = 1

    def copy(self, index: int) -> Split:
        """One copy of every image."""
        rows = len(self.labels) // self.copies
        part = slice(index * rows, (index + 1) * rows)
        return Split(self.images[part], self.labels[part])


@dataclass(frozen=True)
class ImageSet:
    """A named image classification set; equal `sha256` means equal images, labels, splits and protocol.

    Attributes:
        shape: (C, H, W) that networks are given.
        perturb: draws fresh training images (B, C, H, W) from rows of `train`; None uses them as they are.
        test: None where the set has no test images.
        scale: how stored pixels became those of the set, where that is known.
    """

    name: str
    sha256: str
    classes: int
    shape: tuple[int, int, int]
    train: Split
    validation: Split
    test: Split | None = None
    perturb: Perturbation | None = field(default=None, compare=False)
    licence: str = ""
    scale: PixelScale | None = None

    @property
    def sizes(self) -> Sizes:
        """How many images there are to train and to validate on."""
        copies = self.validation.copies
        tested = 0 if self.test is None else len(self.test.labels) // self.test.copies
        return Sizes(len(self.train.labels), len(self.validation.labels) // copies, copies, tested)

    def known_scale(self) -> PixelScale:
        """How stored pixels became those of the set.

        Raises:
            Unsupported: the set does not say.
        """
        if self.scale is None:
            raise Unsupported(f"image set {self.name!r} does not say how its pixels were normalised")
        return self.scale

    def split(self, name: SplitName) -> Split:
        """The split called `name`.

        Raises:
            MissingError: the set has no test images.
        """
        found = {"train": self.train, "validation": self.validation, "test": self.test}[name]
        if found is None:
            raise MissingError(f"image set {self.name!r} has no {name} split")
        return found


def batch(images: ImageSet, *, size: int, seed: int, split: SplitName = "train") -> Batch:
    """`size` images drawn without replacement, fixed by (data hash, split, size, seed) alone.

    Training images pass the set's perturbation. The last values are exact multiples of a coarse grid
    wherever the set quantises them, so the batch is the same on every machine.

    Raises:
        UsageError: more images were asked for than the split holds.
    """
    part = images.split(split)
    names = ("batch", images.sha256, split, size, seed)
    if not 0 < size <= len(part.labels):
        raise UsageError(f"batch size {size}: {images.name} {split} holds 1 to {len(part.labels)} images")
    rows = torch.from_numpy(rng_for(*names).permutation(len(part.labels))[:size])
    pixels = part.images[rows]
    if split == "train" and images.perturb is not None:
        generator = torch.Generator().manual_seed(seed_for(*names, "perturbation"))
        pixels = images.perturb(pixels, generator)
    return Batch(pixels, part.labels[rows])


def stratified(
    labels: NDArray[np.integer], sizes: tuple[int, ...], *names: str | int
) -> tuple[NDArray[np.int64], ...]:
    """Disjoint row indices with equal class counts: one sorted array per size, seeded by `names`.

    Raises:
        UsageError: a size is no multiple of the class count, or a class has too few images.
    """
    classes = np.unique(labels)
    shares = [size // len(classes) for size in sizes]
    if any(share * len(classes) != size for share, size in zip(shares, sizes, strict=True)):
        raise UsageError(f"sizes {sizes} are not multiples of {len(classes)} classes")
    parts: list[list[NDArray[np.int64]]] = [[] for _ in sizes]
    for label in classes:
        rows = rng_for("stratified", *names, int(label)).permutation(np.flatnonzero(labels == label))
        if len(rows) < sum(shares):
            raise UsageError(f"class {label} has {len(rows)} images, but {sum(shares)} were asked for")
        for part, chunk in zip(parts, np.split(rows, np.cumsum(shares))[: len(sizes)], strict=True):
            part.append(chunk)
    return tuple(np.sort(np.concatenate(part)) for part in parts)


def fingerprint(protocol: str, *arrays: NDArray[np.generic]) -> str:
    """SHA-256 of a protocol description and the bytes, types and shapes of `arrays`."""
    digest = hashlib.sha256(protocol.encode())
    for array in arrays:
        digest.update(f"{array.dtype.str}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()
