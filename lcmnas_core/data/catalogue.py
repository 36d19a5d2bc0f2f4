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


@cache
def _loaded(wanted: Callable[[], ImageSet] | Part, folder: Path) -> ImageSet:
    """Kept by folder too: the same name may mean other files there, or none."""
    return part_of(wanted) if isinstance(wanted, Part) else wanted()
