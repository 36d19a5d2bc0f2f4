"""A small part of a set's training images to search with: `cifar10_jpeg[4000/1000]`."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from lcmnas_core.data.image_set import ImageSet, fingerprint, stratified
from lcmnas_core.data.raw_images import Labels, Protocol, RawImages, Rows
from lcmnas_core.data.raw_sets import RAW_SETS
from lcmnas_core.errors import UsageError

SEED = 42

WRITTEN = re.compile(
    r"(?P<dataset>\w+)\[(?P<first>first)?(?P<train>\d{1,9})/(?P<validation>\d{1,9})(@(?P<seed>\d{1,9}))?\]"
)


@dataclass(frozen=True)
class Part:
    """Which training images of `dataset` train and which validate; its test images stay as they are.

    Written `NAME[TRAIN/VALIDATION]`, with another seed `NAME[TRAIN/VALIDATION@SEED]`, without a draw
    `NAME[firstTRAIN/VALIDATION]`.

    Attributes:
        seed: of the draw, class-balanced and disjoint, from the images that train in the whole set. None:
            no draw but the first `train` images as the source orders them, of which the first `validation`
            validate as well, as LCMNAS's public code does it: an accuracy on images trained on.
    """

    dataset: str
    train: int = 4_000
    validation: int = 1_000
    seed: int | None = SEED

    def __post_init__(self) -> None:
        if self.train < 1 or self.validation < 1:
            raise UsageError(f"{self} needs at least one image to train and one to validate")

    def __str__(self) -> str:
        first = "first" if self.seed is None else ""
        seed = "" if self.seed in (None, SEED) else f"@{self.seed}"
        return f"{self.dataset}[{first}{self.train}/{self.validation}{seed}]"

    @classmethod
    def parse(cls, text: str) -> Part:
        """The part that `text` writes; `str` gives the text back.

        Raises:
            UsageError: malformed.
        """
        found = WRITTEN.fullmatch(text)
        if found is None or (found["first"] and found["seed"]):
            raise UsageError(
                f"malformed part {text!r}, not NAME[4000/1000], NAME[4000/1000@SEED] or NAME[first4000/1000]"
            )
        seed = None if found["first"] else int(found["seed"] or SEED)
        return cls(found["dataset"], int(found["train"]), int(found["validation"]), seed)


def part_of(part: Part) -> ImageSet:
    """The images of `part`; only they become floats, however large the set.

    Raises:
        UsageError: the set has fewer images, or they cannot be balanced.
        UnknownName: no such set, or one that keeps splits of its own.
        MissingError: its files are not at hand.
        StoreError: its files are damaged.
    """
    protocol, read = RAW_SETS[part.dataset]
    return taken(part, protocol, read())


def taken(part: Part, protocol: Protocol, raw: RawImages) -> ImageSet:
    """The images of `part` among `raw`.

    Raises:
        UsageError: fewer images, or a draw that cannot be balanced.
    """
    chosen = raw.parts(_rows(part, protocol, raw.train_labels))
    sha256 = fingerprint(f"{protocol.description()} part 2", *(array for each in chosen for array in each))
    return protocol.image_set(str(part), sha256, chosen)


def _rows(part: Part, protocol: Protocol, labels: Labels) -> tuple[Rows, ...]:
    if part.seed is not None:
        pool = protocol.divided(labels)[0]
        sizes = (part.train, part.validation)
        drawn = tuple(pool[each] for each in stratified(labels[pool], sizes, part.dataset, "part", part.seed))
        return (*drawn, *protocol.divided(labels)[2:])
    if protocol.test:
        raise UsageError(f"{part}: in the order of {part.dataset} test images stand among those to train on")
    if not part.validation <= part.train <= len(labels):
        raise UsageError(f"{part}: validates on some of its first images, of which there are {len(labels)}")
    return np.arange(part.train), np.arange(part.validation)
