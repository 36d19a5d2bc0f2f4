"""What a written architecture costs, by arithmetic alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """Counts of a written architecture at one build size.

    Attributes:
        params: trainable scalars.
        macs: multiply-adds of convolutions and linear layers for one image; biases add nothing.
        layers: convolutions and linear layers.
        parameter_tensors: named parameter tensors, batch-norm affine included.
    """

    params: int = 0
    macs: int = 0
    layers: int = 0
    parameter_tensors: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.params + other.params,
            self.macs + other.macs,
            self.layers + other.layers,
            self.parameter_tensors + other.parameter_tensors,
        )

    def __sub__(self, other: Counts) -> Counts:
        return self + other * -1

    def __mul__(self, times: int) -> Counts:
        return Counts(
            times * self.params, times * self.macs, times * self.layers, times * self.parameter_tensors
        )
