"""Image sets in torchvision's own folders under `torchvision/` of the data folder; never downloaded unasked.

Some of these files are pickles. Only sets whose files torchvision compares with fixed MD5 sums before it
opens any are registered here, so a file that somebody else wrote is refused unread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lcmnas_core.data.image_set import ImageSet
from lcmnas_core.data.npz import CIFAR_DEVIATION, CIFAR_MEAN
from lcmnas_core.data.raw_images import Labels, Pixels, Protocol, RawImages, assembled
from lcmnas_core.errors import MissingError, StoreError
from lcmnas_core.folders import data_folder


@dataclass(frozen=True)
class TorchvisionSet:
    """A set that torchvision reads.

    Attributes:
        kind: class in `torchvision.datasets`.
        marker: what lies in the folder once the set was fetched.
        options: arguments of the class for the training and the test images.
    """

    protocol: Protocol
    kind: str
    marker: str
    options: tuple[dict[str, Any], dict[str, Any]] = ({"train": True}, {"train": False})


CIFAR_LICENCE = "no licence stated (Krizhevsky, 2009): cite the technical report"

SETS = {
    each.protocol.name: each
    for each in (
        TorchvisionSet(
            Protocol(
                "cifar10",
                10,
                (3, 32, 32),
                CIFAR_MEAN,
                CIFAR_DEVIATION,
                validation=5_000,
                licence=CIFAR_LICENCE,
            ),
            kind="CIFAR10",
            marker="cifar-10-batches-py",
        ),
        TorchvisionSet(
            Protocol(
                "cifar100",
                100,
                (3, 32, 32),
                (0.5071, 0.4865, 0.4409),
                (0.2673, 0.2564, 0.2762),
                validation=5_000,
                licence=CIFAR_LICENCE,
            ),
            kind="CIFAR100",
            marker="cifar-100-python",
        ),
        TorchvisionSet(
            Protocol(
                "svhn",
                10,
                (3, 32, 32),
                (0.4377, 0.4438, 0.4728),
                (0.1980, 0.2010, 0.1970),
                validation=5_000,
                licence="non-commercial use only (Netzer et al., 2011)",
            ),
            kind="SVHN",
            marker="train_32x32.mat",
            options=({"split": "train"}, {"split": "test"}),
        ),
    )
}


def torchvision_folder() -> Path:
    """Where torchvision's files are looked for."""
    return data_folder() / "torchvision"


def open_parts(entry: TorchvisionSet, root: Path, *, download: bool) -> list[Any]:
    """The training and test images as torchvision's data sets.

    Raises:
        MissingError: the set was not fetched.
        StoreError: its files are damaged.
    """
    from torchvision import datasets

    name = entry.protocol.name
    if not download and not (root / entry.marker).exists():
        raise MissingError(
            f"image set {name} is not in {root}; run `lcmnas data fetch {name}` (needs a network)"
        )
    kind: Callable[..., Any] = getattr(datasets, entry.kind)
    try:
        return [kind(str(root), download=download, **options) for options in entry.options]
    except (RuntimeError, ValueError, EOFError) as error:
        raise StoreError(f"{root / entry.marker} is damaged or incomplete: {str(error)[:120]}") from error


def pixels_of(part: Any) -> tuple[Pixels, Labels]:
    """Pixels (M, H, W) or (M, H, W, C) and labels (M,) of one of torchvision's data sets."""
    pixels = np.asarray(part.data)
    if pixels.ndim == 4 and pixels.shape[1] == 3:
        pixels = pixels.transpose(0, 2, 3, 1)
    labels = part.labels if hasattr(part, "labels") else part.targets
    return np.ascontiguousarray(pixels, dtype=np.uint8), np.asarray(labels, dtype=np.int64)


def raw_images(entry: TorchvisionSet) -> RawImages:
    """The pixels of a set, from the local folder.

    Raises:
        MissingError: the set was not fetched.
        StoreError: its files are damaged.
    """
    train, test = open_parts(entry, torchvision_folder(), download=False)
    return RawImages(*pixels_of(train), *pixels_of(test))


def torchvision_set(name: str) -> ImageSet:
    """The image set that torchvision calls `SETS[name].kind`, from the local folder.

    Raises:
        MissingError: the set was not fetched.
        StoreError: its files are damaged.
    """
    entry = SETS[name]
    return assembled(entry.protocol, raw_images(entry))
