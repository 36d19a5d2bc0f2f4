"""Draws that were not met before."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import TypeVar

import numpy as np

A = TypeVar("A")

TRIES = 1_000
"""Draws after which a distribution counts as exhausted."""


def unmet(
    draw: Callable[[np.random.Generator], A], met: Container[A], rng: np.random.Generator, tries: int = TRIES
) -> A | None:
    """The first draw that is not in `met`; None where `tries` draws in a row are."""
    return next((each for each in (draw(rng) for _ in range(tries)) if each not in met), None)


def unmet_draws(
    draw: Callable[[np.random.Generator], A], met: Iterable[A], rng: np.random.Generator, count: int
) -> list[A]:
    """`count` draws, none in `met` and none twice; fewer where the distribution is exhausted before."""
    known, found = set(met), list[A]()
    while len(found) < count and (each := unmet(draw, known, rng)) is not None:
        known.add(each)
        found.append(each)
    return found
