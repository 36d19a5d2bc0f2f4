"""What an observer is given beside the network: no pass makes these."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Images:
    """A real batch (N, C, H, W), channels last, in the network's dtype."""

    tensor: Tensor


@dataclass(frozen=True)
class Labels:
    """Class indices (N,) in int64."""

    tensor: Tensor


@dataclass(frozen=True)
class InputShape:
    """What the network is shown: (C, H, W), and how many at once."""

    image: tuple[int, ...]
    images: int

    def batch(self, images: int) -> tuple[int, ...]:
        """(N, C, H, W) for this many images."""
        return (images, *self.image)


@dataclass(frozen=True)
class Seed:
    """What every random draw of a pass is seeded by, beside its own name."""

    value: int
