"""Layers whose weights are left for `initialise` to draw: the framework would draw them a first time."""

from __future__ import annotations

import torch
from torch import nn


class Convolution(nn.Conv2d):
    """A convolution without bias that keeps the size at stride 1; weights channels last, not yet drawn."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> None:
        super().__init__(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)

    def reset_parameters(self) -> None:
        """Lay the weights out; drawing them here too would cost more than the rest of the build."""
        self.weight = nn.Parameter(torch.empty_like(self.weight, memory_format=torch.channels_last))


class Linear(nn.Linear):
    """A linear layer with weights not yet drawn."""

    def reset_parameters(self) -> None:
        """Draw nothing: the framework would move the global random state."""
