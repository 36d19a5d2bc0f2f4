"""What every search space offers, and the registry of spaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.registry import Registry

if TYPE_CHECKING:
    from torch import nn

A = TypeVar("A")


class Space(Protocol[A]):
    """Which architectures exist, how they are written, and how they are built."""

    @property
    def name(self) -> str:
        """Registered name."""
        ...

    @property
    def settings(self) -> BuildSettings:
        """The size of the published benchmark, where there is one."""
        ...

    def __contains__(self, architecture: object) -> bool: ...

    def parse(self, text: str) -> A:
        """The architecture that `text` writes; UsageError says what is wrong with it."""
        ...

    def format(self, architecture: A) -> str:
        """The canonical string: `parse` gives the architecture back."""
        ...

    def sample(self, rng: np.random.Generator) -> A:
        """One architecture: uniformly from a finite space, by its own distribution from another."""
        ...

    def build(self, architecture: A, settings: BuildSettings, seed: int = 0) -> nn.Module:
        """A network whose initial weights depend on (space, architecture, settings, seed) only.

        Raises:
            Unsupported: the space's architectures are no networks.
        """
        ...

    def counts(self, architecture: A, settings: BuildSettings) -> Counts:
        """What the written architecture costs, by arithmetic alone."""
        ...

    def distance(self, one: A, other: A) -> int:
        """The least number of edits that lead from one architecture to the other."""
        ...


@runtime_checkable
class FiniteSpace(Space[A], Protocol[A]):
    """A space whose architectures can be counted and listed."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[A]: ...

    def neighbours(self, architecture: A) -> Iterator[A]:
        """Every architecture one change away; mutual."""
        ...


@runtime_checkable
class UnboundedSpace(Space[A], Protocol[A]):
    """A space without end: its architectures are drawn and changed, never listed."""

    def mutate(self, architecture: A, rng: np.random.Generator) -> A:
        """Another architecture, one random edit away."""
        ...


SPACES: Registry[Space[Any]] = Registry("space")
