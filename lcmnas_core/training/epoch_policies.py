"""How many epochs a candidate is trained, by its size: Siddiqui et al., arXiv:2502.03553.

Every policy is named by one number, the epochs of the first candidate: 10 layers at the largest width.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import EpochPolicy
from lcmnas_core.registry import Registry

FIRST_DEPTH, FIRST_EPOCHS = 10, 10
PER_NARROWING, IN_MICRO_SEARCH = 2, 2


@dataclass(frozen=True)
class _FromFirst:
    """A policy given by the epochs of the first candidate."""

    first: int = FIRST_EPOCHS

    def __post_init__(self) -> None:
        if self.first < 1:
            raise UsageError(f"a candidate is trained for one epoch at least, not {self.first}")


@dataclass(frozen=True)
class Constant(_FromFirst):
    """Every candidate alike: the control."""

    def epochs(
        self, depth: int, narrowings: int = 0, *, deepest: int | None = None, micro: bool = False
    ) -> int:
        """The first candidate's."""
        return self.first


@dataclass(frozen=True)
class DepthLinear(_FromFirst):
    """In proportion to depth, whatever the width."""

    def epochs(
        self, depth: int, narrowings: int = 0, *, deepest: int | None = None, micro: bool = False
    ) -> int:
        """The first candidate's times depth / 10, rounded."""
        return max(1, round(self.first * depth / FIRST_DEPTH))


@dataclass(frozen=True)
class Paper(_FromFirst):
    """As published: one epoch more for each further layer, two for each narrowing, two in micro search.

    The published width search goes on counting from the last depth that was tried, not from the best.
    """

    def epochs(
        self, depth: int, narrowings: int = 0, *, deepest: int | None = None, micro: bool = False
    ) -> int:
        """E = E_first + (deepest - 10) + 2 narrowings; 2 in micro search."""
        if micro:
            return IN_MICRO_SEARCH
        tried = depth if deepest is None else deepest
        return max(1, self.first + tried - FIRST_DEPTH + PER_NARROWING * narrowings)


EPOCH_POLICIES: Registry[Callable[[int], EpochPolicy]] = Registry("epoch policy")
EPOCH_POLICIES.register("constant", Constant)
EPOCH_POLICIES.register("depth_linear", DepthLinear)
EPOCH_POLICIES.register("paper", Paper)
