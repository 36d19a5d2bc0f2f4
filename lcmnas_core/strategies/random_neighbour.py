"""Mutation of a finite space: a random neighbour."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np

A = TypeVar("A")


def random_neighbour(
    neighbours: Callable[[A], Iterable[A]], draw: Callable[[np.random.Generator], A]
) -> Callable[[A, np.random.Generator], A]:
    """A mutation: each neighbour as likely; a fresh draw where there is none, as in shrunk spaces."""

    def mutate(parent: A, rng: np.random.Generator) -> A:
        around = list(neighbours(parent))
        return around[int(rng.integers(len(around)))] if around else draw(rng)

    return mutate
