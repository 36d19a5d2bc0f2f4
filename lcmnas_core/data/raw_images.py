"""From stored pixels to an image set: validation images drawn from the training ones, then normalisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from lcmnas_core.data.image_set import ImageSet, Split, fingerprint, stratified
from lcmnas_core.data.pixel_scale import PixelScale

Pixels = NDArray[np.uint8]
Labels = NDArray[np.int64]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class RawImages:
    """Pixels (M, H, W) or (M, H, W, C) and class indices (M,), as the source orders them."""

    train: Pixels
    train_labels: Labels
    test: Pixels | None = None
    test_labels: Labels | None = None

    def parts(self, rows: Iterable[Rows]) -> list[tuple[Pixels, Labels]]:
        """These rows of the training images, part by part, and last the test images where there are any."""
        found = [(self.train[each], self.train_labels[each]) for each in rows]
        if self.test is not None and self.test_labels is not None:
            found.append((self.test, self.test_labels))
        return found

    def sha256(self) -> str:
        """SHA-256 of the pixels and labels, types and shapes included."""
        arrays = (self.train, self.train_labels, self.test, self.test_labels)
        return fingerprint("raw images 1", *(each for each in arrays if each is not None))


@dataclass(frozen=True)
class Protocol:
    """How stored pixels become an image set; part of its SHA-256.

    Attributes:
        shape: (C, H, W).
        mean: per channel, of pixels divided by `white`.
        deviation: per channel, likewise.
        validation: images taken from the training ones, equally many of each class.
        test: images taken likewise where the source has no test images; else 0.
    """

    name: str
    classes: int
    shape: tuple[int, int, int]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    validation: int
    licence: str
    test: int = 0
    white: int = 255

    def description(self) -> str:
        """Everything of the protocol that decides what networks see."""
        return f"{self.name} 1 {self.shape} {self.mean} {self.deviation} {self.white}"

    @property
    def scale(self) -> PixelScale:
        """The normalisation."""
        return PixelScale(self.mean, self.deviation, self.white)

    def divided(self, labels: Labels) -> tuple[Rows, ...]:
        """Disjoint rows for training, validation and, where the source has no test images, test."""
        sizes = (self.validation, self.test) if self.test else (self.validation,)
        held_out = stratified(labels, sizes, self.name)
        return np.setdiff1d(np.arange(len(labels)), np.concatenate(held_out)), *held_out

    def split(self, pixels: Pixels, labels: Labels) -> Split:
        """Pixels (M, H, W) or (M, H, W, C) as networks see them, with their labels."""
        channels_last = pixels.reshape(*pixels.shape[:3], -1)
        images = np.ascontiguousarray(channels_last.transpose(0, 3, 1, 2), dtype=np.float32)  # (M, C, H, W)
        images /= np.float32(self.white)
        images -= np.array(self.mean, dtype=np.float32)[:, None, None]
        images /= np.array(self.deviation, dtype=np.float32)[:, None, None]
        return Split(torch.from_numpy(images), torch.from_numpy(labels.astype(np.int64)))

    def image_set(self, name: str, sha256: str, parts: Iterable[tuple[Pixels, Labels]]) -> ImageSet:
        """The set of `parts`: training, validation and, where there is a third, test."""
        train, validation, *test = (self.split(*each) for each in parts)
        return ImageSet(
            name=name,
            sha256=sha256,
            classes=self.classes,
            shape=self.shape,
            train=train,
            validation=validation,
            test=test[0] if test else None,
            licence=self.licence,
            scale=self.scale,
        )


def assembled(protocol: Protocol, raw: RawImages) -> ImageSet:
    r"""Split the training images (seeded by the set's name, disjoint) and normalise.

    .. math:: x = (p / p_{white} - \mu) / \sigma
    """
    rows = protocol.divided(raw.train_labels)
    sha256 = fingerprint(f"{protocol.description()} {raw.sha256()}", *rows)
    return protocol.image_set(protocol.name, sha256, raw.parts(rows))
