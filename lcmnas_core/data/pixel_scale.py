"""How stored pixels were normalised, to find black or the stored pixels again."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class PixelScale:
    r"""Normalisation of stored pixels p, per channel: :math:`x = (p / p_{white} - \mu) / \sigma`."""

    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    white: int = 255

    def normalised(self, stored: Tensor) -> Tensor:
        """Stored pixels (N, C, H, W) as networks see them, in float32."""
        return (stored.float() / self.white - _channels(self.mean)) / _channels(self.deviation)

    def stored(self, normalised: Tensor) -> Tensor:
        """The uint8 pixels (N, C, H, W) that `normalised` gives back bit for bit."""
        scaled = (normalised * _channels(self.deviation) + _channels(self.mean)) * self.white
        return scaled.round().to(torch.uint8)

    def black(self) -> Tensor:
        """What pixel 0 of each channel becomes: (C, 1, 1)."""
        return self.normalised(torch.zeros(len(self.mean), 1, 1))


def _channels(values: tuple[float, ...]) -> Tensor:
    return torch.tensor(values)[:, None, None]
