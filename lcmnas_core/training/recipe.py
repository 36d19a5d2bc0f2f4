"""Everything that decides a training besides network, images and seed."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

from lcmnas_core.errors import UsageError


@dataclass(frozen=True)
class Recipe:
    r"""Stochastic gradient descent with Nesterov momentum on the mean cross-entropy, one-cycle learning rate.

    The rate rises linearly over the first `warmup` share of all steps, then falls to zero by a half cosine:

    .. math:: \eta(t) = \tfrac12 \eta_{max} (1 + \cos \pi u), \quad u = (t - w) / (1 - w)

    Attributes:
        epochs: passes over the training images.
        batch_size: images per step; the last, smaller batch of an epoch is left out.
        peak_rate: highest learning rate.
        checkpoints: how often, at equal distances, all validation copies are evaluated.
    """

    epochs: int
    batch_size: int = 128
    peak_rate: float = 0.2
    warmup: float = 0.25
    momentum: float = 0.9
    weight_decay: float = 5e-4
    checkpoints: int = 3

    def __post_init__(self) -> None:
        if self.epochs < 1 or self.batch_size < 1:
            raise UsageError(f"a recipe needs at least one epoch and one image a batch, got {self}")

    def rate(self, share_done: float) -> float:
        """Learning rate after `share_done` in [0, 1) of all steps."""
        if share_done < self.warmup:
            return self.peak_rate * share_done / self.warmup
        return self.peak_rate * 0.5 * (1 + math.cos(math.pi * (share_done - self.warmup) / (1 - self.warmup)))

    def checkpoint_epochs(self) -> tuple[int, ...]:
        """Epochs after which all validation copies are evaluated, the last one included."""
        shares = range(1, self.checkpoints + 1)
        return tuple(sorted({max(1, round(self.epochs * share / self.checkpoints)) for share in shares}))

    def as_settings(self) -> dict[str, int | float]:
        """The recipe as it stands in a record."""
        return asdict(self)
