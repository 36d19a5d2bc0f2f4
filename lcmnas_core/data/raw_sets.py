"""The sets that are stored pixels under a protocol, before any image becomes floats."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lcmnas_core.data import cifar10_jpeg, digits, npz, torchvision_sets
from lcmnas_core.data.raw_images import Protocol, RawImages
from lcmnas_core.registry import Registry

RAW_SETS: Registry[tuple[Protocol, Callable[[], RawImages]]] = Registry("image set that can be taken in part")
RAW_SETS.register("digits", (digits.PROTOCOL, lambda: digits.read_digits(digits.digits_path())))
RAW_SETS.register("cifar10_jpeg", (cifar10_jpeg.PROTOCOL, cifar10_jpeg.decoded_images))
for _name, _file in npz.FILES.items():
    RAW_SETS.register(_name, (_file.protocol, partial(npz.read_image_file, _file)))
for _name, _entry in torchvision_sets.SETS.items():
    RAW_SETS.register(_name, (_entry.protocol, partial(torchvision_sets.raw_images, _entry)))
