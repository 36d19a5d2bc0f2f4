"""Everything that decides a training besides network, images and seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from lcmnas_core.errors import UsageError
from lcmnas_core.training.schedules import ONE_CYCLE, SCHEDULES

FIRST_FIELDS = frozenset(
    ("epochs", "batch_size", "peak_rate", "warmup", "momentum", "weight_decay", "checkpoints")
)
"""Always written. A field added later is written only where it is not at its default, because seeds are drawn
from `repr(recipe)` and records keyed by `as_settings()`: those of stored tables must not change."""


@dataclass(frozen=True, repr=False)
class Recipe:
    """Stochastic gradient descent with momentum on the mean cross-entropy.

    Attributes:
        epochs: passes over the training images.
        batch_size: images per step; the last, smaller batch of an epoch is left out.
        peak_rate: highest learning rate.
        warmup: share of all steps over which `one_cycle` rises; 0 under any other schedule.
        checkpoints: how often, at equal distances, all validation copies are evaluated.
        schedule: name in `SCHEDULES`.
        nesterov: whether momentum looks ahead.
        augmentation: names in `AUGMENTATIONS` in the order in which they are applied, joined by `+`.
        shuffle: whether each epoch draws a new order of images, or keeps that of the set.
        curve: whether one validation copy is evaluated after every epoch.
    """

    epochs: int
    batch_size: int = 128
    peak_rate: float = 0.2
    warmup: float = 0.25
    momentum: float = 0.9
    weight_decay: float = 5e-4
    checkpoints: int = 3
    schedule: str = ONE_CYCLE
    nesterov: bool = True
    augmentation: str = ""
    shuffle: bool = True
    curve: bool = True

    def __post_init__(self) -> None:
        if self.epochs < 1 or self.batch_size < 1:
            raise UsageError(f"a recipe needs at least one epoch and one image a batch, got {self}")
        if self.nesterov and self.momentum <= 0:
            raise UsageError(f"Nesterov's look-ahead needs a momentum above 0, got {self}")
        if SCHEDULES.canonical(self.schedule) != ONE_CYCLE:
            object.__setattr__(self, "warmup", 0.0)

    def __repr__(self) -> str:
        return f"Recipe({', '.join(f'{name}={value!r}' for name, value in self.as_settings().items())})"

    def rate(self, share_done: float) -> float:
        """Learning rate after `share_done` in [0, 1) of all steps."""
        return SCHEDULES[self.schedule](self.peak_rate, share_done, self.warmup)

    def checkpoint_epochs(self) -> tuple[int, ...]:
        """Epochs after which all validation copies are evaluated, the last one included."""
        shares = range(1, self.checkpoints + 1)
        return tuple(sorted({max(1, round(self.epochs * share / self.checkpoints)) for share in shares}))

    def batch_of(self, rows: int) -> int:
        """Images per step on a set of `rows` training images: a smaller set is one batch."""
        return min(self.batch_size, rows)

    def steps(self, rows: int) -> int:
        """Steps per epoch on a set of `rows` training images."""
        return rows // self.batch_of(rows)

    def as_settings(self) -> dict[str, int | float | str]:
        """The recipe as it stands in a record; `from_settings` gives it back."""
        values = ((each, getattr(self, each.name)) for each in fields(self))
        return {
            each.name: value for each, value in values if each.name in FIRST_FIELDS or value != each.default
        }

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Recipe:
        """The recipe that `as_settings` wrote, among other names that a record may hold."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in settings.items() if name in known})
