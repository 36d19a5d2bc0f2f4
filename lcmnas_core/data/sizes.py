"""How many images a set has, without the images."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """Images by split.

    Attributes:
        train: images to train on.
        validation: images to validate on, each counted once.
        copies: perturbed copies of each validation image.
        test: test images, each counted once; 0 where the set has none.
    """

    train: int
    validation: int
    copies: int = 1
    test: int = 0
