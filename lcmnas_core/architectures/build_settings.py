"""The size at which an architecture is built."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BuildSettings:
    """Everything besides the architecture that decides a network's shape and initial weights.

    Attributes:
        channels: width of the stem.
        cells: cells per stage (N of NAS-Bench-201).
        input_shape: (C, H, W) of one image.
        classes: outputs of the classifier.
        initialisation: name of the rule that draws the initial weights.
    """

    channels: int = 16
    cells: int = 5
    input_shape: tuple[int, int, int] = (3, 32, 32)
    classes: int = 10
    initialisation: str = "default"

    def names(self) -> dict[str, str | int]:
        """The settings as they stand in a record."""
        return {
            "channels": self.channels,
            "cells": self.cells,
            "input": "x".join(map(str, self.input_shape)),
            "classes": self.classes,
            "init": self.initialisation,
        }
