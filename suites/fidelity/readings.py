"""What was read of a population while it trained cheaply, beside what long training made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

Kind = Literal["reduction", "short", "epoch", "loss_sum", "proxy"]
"""`short` is a schedule of its own over fewer epochs, `epoch` a look at a longer one."""

LOSS_SUM, VALIDATION, TEST = "loss_sum", "validation_accuracy", "test_accuracy"
SHARES = (0.125, 0.25, 0.5)
"""Of the schedule: where curves count as settings."""


def floats(values: npt.ArrayLike) -> Floats:
    """As an array of float64."""
    return np.asarray(values, dtype=np.float64)


@dataclass(frozen=True)
class Price:
    """What a setting costs for one architecture, mean over them; null where it is not known.

    Attributes:
        macs: multiply-adds of the training steps; evaluation is left out.
        seconds: of the same, on the device that `seconds_of` names (CPU, GPU), or by the clock (wall).
        share: of the training that gives the truth, by multiply-adds, or by images shown where those are not
            known.
    """

    macs: float | None = None
    seconds: float | None = None
    share: float | None = None
    seconds_of: str = "CPU"

    def times(self, share: float) -> Price:
        """The price of a part of the epochs."""
        macs, seconds, part = (
            None if each is None else each * share for each in (self.macs, self.seconds, self.share)
        )
        return Price(macs, seconds, part, self.seconds_of)


@dataclass(frozen=True)
class Signal:
    """One cheap number for each architecture.

    Attributes:
        values: (n,); NaN where it failed.
        note: what else is to be known of it, in words.
        is_whole: whether nothing was reduced.
    """

    setting: str
    kind: Kind
    values: Floats
    price: Price = Price()
    higher_is_better: bool = True
    note: str = ""
    is_whole: bool = False


@dataclass(frozen=True)
class Failure:
    """A training or a score that came to nothing; `setting` is that of the signal it would have given."""

    setting: str
    arch: str
    status: str
    reason: str


@dataclass(frozen=True)
class Repeats:
    """Accuracies of two trainings of each architecture, (n,) each.

    Attributes:
        what: which they are, in words.
        averaged: of how many trainings the truth is the mean.
    """

    one: Floats
    other: Floats
    what: str
    averaged: int = 1


@dataclass(frozen=True)
class Readings:
    """One population of one table; populations are never pooled.

    Attributes:
        truth: accuracy after long training, (n,).
        truth_is: what it is, in words.
        schedule: epochs of the trainings that the curves are of.
        curves: by quantity, (schedule, n): accuracies, and the training losses summed up to each epoch.
        whole: price of the trainings that the curves are of.
        signals: everything cheap that is not read from the curves.
        repeats: two whole trainings of each; None where there was but one.
        classes: label of the class each architecture is in, (n,): whole classes are resampled.
        macs: multiply-adds of one image through each architecture, (n,); None where they are not known.
        size: architectures whose trainings have begun, failed ones included; None where all have a truth.
        failures: trainings and scores of those architectures without a value.
        curves_note: what else is to be known of the curves, in words.
    """

    table: str
    population: str
    dataset: str
    archs: tuple[str, ...]
    truth: Floats
    truth_is: str
    schedule: int
    curves: Mapping[str, Floats] = field(default_factory=dict)
    whole: Price = Price(share=1.0)
    signals: tuple[Signal, ...] = ()
    repeats: Repeats | None = None
    classes: npt.NDArray[Any] | None = None
    macs: Floats | None = None
    size: int | None = None
    failures: tuple[Failure, ...] = ()
    curves_note: str = ""

    @property
    def begun(self) -> int:
        """Architectures whose trainings have begun."""
        return len(self.archs) if self.size is None else self.size

    @property
    def names(self) -> dict[str, str]:
        """What every row of a frame says of its population."""
        return {"table": self.table, "population": self.population, "dataset": self.dataset}

    def at_epoch(self, quantity: str, epoch: int) -> Signal:
        """The curve of `quantity` at an epoch, from 1."""
        return Signal(
            f"{'losses up to' if quantity == LOSS_SUM else 'after'} epoch {epoch} of {self.schedule}",
            "loss_sum" if quantity == LOSS_SUM else "epoch",
            self.curves[quantity][epoch - 1],
            self.whole.times(epoch / self.schedule),
            quantity != LOSS_SUM,
            self.curves_note,
        )

    def settings(self) -> Iterator[Signal]:
        """Everything that counts as a setting: the signals, and the curves at a few epochs."""
        yield from self.signals
        for quantity in self.curves:
            for epoch in sorted({max(1, round(share * self.schedule)) for share in SHARES}):
                yield self.at_epoch(quantity, epoch)
