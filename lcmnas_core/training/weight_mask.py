"""Magnitude pruning: weights that were small once stay zero."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

PAPER_THRESHOLD = 0.01


class WeightMask:
    """Which weights of a network's convolutions and linear layers are kept; at first all.

    The public code of LCMNAS looks at top-level convolutions and batch norms only and lets weights grow back.
    """

    def __init__(self, network: nn.Module, threshold: float) -> None:
        self._threshold = threshold
        self._weights = {
            name: module.weight
            for name, module in network.named_modules()
            if isinstance(module, (nn.Conv2d, nn.Linear))
        }
        self.kept = {name: torch.ones_like(each, dtype=torch.bool) for name, each in self._weights.items()}

    @torch.no_grad()
    def extend(self) -> None:
        """Drop every weight whose magnitude is at most the threshold."""
        for name, weight in self._weights.items():
            self.kept[name] &= weight.abs() > self._threshold
        self.apply()

    @torch.no_grad()
    def apply(self) -> None:
        """Set what was dropped to zero."""
        for name, weight in self._weights.items():
            weight.masked_fill_(~self.kept[name], 0.0)

    def after_step(self, *_: Any) -> None:
        """`apply`, in the form of an optimiser's hook: between epochs nothing grows back."""
        self.apply()

    def restore(self, kept: Mapping[str, Tensor]) -> None:
        """Take over the mask of a stopped training."""
        for name, mask in kept.items():
            self.kept[name].copy_(mask)

    @property
    def dropped(self) -> int:
        """Weights that stay zero."""
        return sum(int((~mask).sum()) for mask in self.kept.values())
