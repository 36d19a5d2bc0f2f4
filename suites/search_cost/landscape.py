"""What a search replayed on a complete table is shown, and apart from it what the report holds it to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.space import FiniteSpace

Floats = npt.NDArray[np.float64]
Unit = Literal["seconds", "evaluations"]
Processor = Literal["gpu", "cpu"]


@dataclass(frozen=True)
class Signal:
    """A cheap score of every architecture.

    Attributes:
        values: NaN where the score is not finite, (n,).
        seconds: what each score took, (n,); None where it follows from the architecture by arithmetic.
    """

    values: Floats
    seconds: Floats | None = None


@dataclass(frozen=True)
class Landscape:
    """Every architecture of a finite space with what training tells a search; nothing that it is held to.

    Architectures are of the space's own kind; numbers stand in the order of `rows`.

    Attributes:
        sha256: of all the numbers come from: the table, and released scores beside it.
        rows: architecture to its place, 0 to n - 1.
        stages: epochs at which a training may pause, ascending; the last one ends it.
        accuracy: what a search is told at each stage, fractions, (stages, n).
        seconds: of a training to the end, (n,); None where the table has no times, then cost is counted in
            evaluations.
        seconds_of: what they were counted on; None without seconds.
        macs: multiply-adds of a training to the end, (n,); None where they are not known.
        signals: cheap scores by name.
        shown: what `accuracy` is, in words.
    """

    name: str
    space: FiniteSpace[Any]
    dataset: str
    sha256: str
    rows: Mapping[Any, int]
    stages: tuple[int, ...]
    accuracy: Floats
    seconds: Floats | None
    seconds_of: Processor | None
    macs: Floats | None
    signals: Mapping[str, Signal]
    shown: str

    def __post_init__(self) -> None:
        if (self.seconds is None) != (self.seconds_of is None):
            raise UsageError(
                f"landscape {self.name} has seconds of {self.seconds_of or 'nothing that is named'}, and "
                f"they are {'not ' if self.seconds is None else ''}given; give both or neither"
            )
        timed = [name for name, signal in self.signals.items() if signal.seconds is not None]
        if self.seconds is None and timed:
            raise UsageError(
                f"landscape {self.name} has seconds of {', '.join(timed)} but none of trainings; they cannot "
                "be added up"
            )

    def row(self, architecture: Any) -> int:
        """The place of an architecture.

        Raises:
            UsageError: the table does not hold it.
        """
        try:
            return self.rows[architecture]
        except KeyError:
            raise UsageError(
                f"{architecture} is not among the {len(self.rows)} architectures of landscape {self.name}"
            ) from None

    @property
    def unit(self) -> Unit:
        """What cost is counted in."""
        return "evaluations" if self.seconds is None else "seconds"

    @cached_property
    def price(self) -> Floats:
        """Cost of a training to the end in that unit, (n,)."""
        return np.ones(len(self.rows)) if self.seconds is None else self.seconds


@dataclass(frozen=True)
class Truth:
    """What the report holds searches to; no strategy is ever given one.

    Attributes:
        quality: accuracy of every architecture, in the order of the landscape's rows, (n,).
        reported: what it is, in words.
    """

    quality: Floats
    reported: str

    @cached_property
    def best(self) -> float:
        """The highest accuracy there is."""
        return float(self.quality.max())

    @cached_property
    def regret(self) -> Floats:
        """What each architecture lacks to the best, (n,)."""
        return self.best - self.quality

    @cached_property
    def random_regret(self) -> float:
        """What an architecture drawn at random lacks on average."""
        return float(self.regret.mean())
