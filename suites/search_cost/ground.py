"""What a strategy is made with: the architectures of a landscape, and none of its accuracies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from lcmnas_core.spaces.space import FiniteSpace
from lcmnas_core.strategies.random_neighbour import random_neighbour

from .coding import Coding, coding_of
from .landscape import Landscape

REPEATS = 4
"""Questions of a search over the trainings that its budget pays for: what is asked again costs nothing."""


@dataclass(frozen=True)
class Ground:
    """The space, and what may be asked.

    Attributes:
        stages: epochs at which a training may pause, ascending; the last one ends it.
        signals: names of the cheap scores.
        evaluations: whole trainings that the budget pays for, on average.
    """

    space: FiniteSpace[Any]
    stages: tuple[int, ...]
    signals: frozenset[str]
    evaluations: int

    @property
    def questions(self) -> int:
        """After so many a search ends whatever it has spent, lest one that repeats itself never does."""
        return REPEATS * self.evaluations

    def draw(self, rng: np.random.Generator) -> Any:
        """An architecture, uniformly."""
        return self.space.sample(rng)

    def neighbours(self, architecture: Any) -> Iterator[Any]:
        """Every architecture one change away."""
        return self.space.neighbours(architecture)

    def mutate(self, architecture: Any, rng: np.random.Generator) -> Any:
        """One of its neighbours, uniformly."""
        return random_neighbour(self.neighbours, self.draw)(architecture, rng)

    def params(self, architecture: Any) -> int:
        """Trainable scalars of the network at the space's published size, by arithmetic."""
        return self.space.counts(architecture, self.space.settings).params

    @cached_property
    def coding(self) -> Coding:
        """Every architecture as tokens."""
        return coding_of(self.space)


def ground_of(landscape: Landscape, budget: float) -> Ground:
    """What strategies may know of a landscape on which they may spend `budget`."""
    return Ground(
        space=landscape.space,
        stages=landscape.stages,
        signals=frozenset(landscape.signals),
        evaluations=max(1, int(budget / landscape.price.mean())),
    )
