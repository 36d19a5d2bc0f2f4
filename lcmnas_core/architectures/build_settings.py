"""The size at which an architecture is built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lcmnas_core.errors import UsageError


@dataclass(frozen=True)
class BuildSettings:
    """Everything besides the architecture that decides a network's shape and initial weights.

    Attributes:
        channels: width of the stem; 0 where architectures name their widths.
        cells: cells per stage (N of NAS-Bench-201); 0 where there are none.
        input_shape: (C, H, W) of one image.
        classes: outputs of the classifier.
        initialisation: name of the rule that draws the initial weights.
        width_factor: of spaces whose architectures name their widths: the share of each that is built.
    """

    channels: int = 16
    cells: int = 5
    input_shape: tuple[int, int, int] = (3, 32, 32)
    classes: int = 10
    initialisation: str = "default"
    width_factor: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.width_factor <= 1:
            raise UsageError(f"a width factor is a share above 0 and up to 1, not {self.width_factor}")

    def names(self) -> dict[str, str | int | float]:
        """The settings as they stand in a record: what means nothing to the space is left out."""
        names: dict[str, str | int | float] = {
            "channels": self.channels,
            "cells": self.cells,
            "input": "x".join(map(str, self.input_shape)),
            "classes": self.classes,
            "init": self.initialisation,
            "width_factor": self.width_factor,
        }
        silent = {"channels": 0, "cells": 0, "width_factor": 1.0}
        return {name: value for name, value in names.items() if silent.get(name) != value}

    @classmethod
    def from_names(cls, names: Mapping[str, object]) -> BuildSettings:
        """The settings that `names()` wrote, among other names that a record may hold."""
        channels, height, width = map(int, str(names["input"]).split("x"))
        return cls(
            channels=int(str(names.get("channels", 0))),
            cells=int(str(names.get("cells", 0))),
            input_shape=(channels, height, width),
            classes=int(str(names["classes"])),
            initialisation=str(names["init"]),
            width_factor=float(str(names.get("width_factor", 1.0))),
        )
