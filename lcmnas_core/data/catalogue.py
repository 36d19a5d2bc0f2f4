"""Every image set by name; loading is deferred until a set is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from lcmnas_core.data.cifar10_jpeg import cifar10_jpeg
from lcmnas_core.data.digits import digits
from lcmnas_core.data.image_set import ImageSet
from lcmnas_core.data.mnist5k import mnist5k
from lcmnas_core.data.mnist5k_rot import mnist5k_rot
from lcmnas_core.data.npz import FILES, npz_set
from lcmnas_core.data.part import Part, part_of
from lcmnas_core.data.torchvision_sets import SETS, torchvision_set
from lcmnas_core.errors import StoreError
from lcmnas_core.folders import data_folder
from lcmnas_core.registry import Registry

IMAGE_SETS: Registry[Callable[[], ImageSet]] = Registry("image set")
IMAGE_SETS.register("digits", digits)
IMAGE_SETS.register("mnist5k", mnist5k)
IMAGE_SETS.register("mnist5k_rot", mnist5k_rot)
for _name in FILES:
    IMAGE_SETS.register(_name, partial(npz_set, _name))
IMAGE_SETS.register("cifar10_jpeg", cifar10_jpeg)
for _name in SETS:
    IMAGE_SETS.register(_name, partial(torchvision_set, _name))


def image_set(name: str) -> ImageSet:
    """Load the set called `name`, or the `Part` of one that it writes; a process keeps what it loaded.

    Raises:
        UnknownName: no such set.
        UsageError: a part that is malformed or cannot be taken.
        MissingError: its files are not at hand.
        StoreError: its files are damaged.
    """
    return _loaded(IMAGE_SETS[name] if "[" not in name else Part.parse(name), data_folder())


def image_set_unchanged(name: str, sha256: str) -> ImageSet:
    """The set called `name` that something was planned with, by the SHA-256 it had then.

    Raises:
        UnknownName, UsageError, MissingError: as `image_set`.
        StoreError: it is damaged, or at hand with another content.
    """
    found = image_set(name)
    if found.sha256 != sha256:
        raise StoreError(
            f"image set {name} is not the one this was planned with: it has SHA-256 {found.sha256[:16]}..., "
            f"expected {sha256[:16]}...; use that set or a new folder"
        )
    return found


@cache
def _loaded(wanted: Callable[[], ImageSet] | Part, folder: Path) -> ImageSet:
    """Kept by folder too: the same name may mean other files there, or none."""
    return part_of(wanted) if isinstance(wanted, Part) else wanted()
