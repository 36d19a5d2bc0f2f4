"""Early exit: a first population of affordable architectures only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from lcmnas_core.errors import UsageError

A = TypeVar("A")

TRIES = 10_000


def early_exit(
    draw: Callable[[np.random.Generator], A], cost: Callable[[A], float], limit: float
) -> Callable[[np.random.Generator], A]:
    """`draw` until the cost is at most `limit`: for strategies that draw their first population only.

    What is mutated later may cost anything. Termritthikun et al., arXiv:2108.06156, with the millions of
    parameters for a cost.

    Raises:
        UsageError: when drawing, if none of 10,000 draws is affordable.
    """

    def affordable(rng: np.random.Generator) -> A:
        for _ in range(TRIES):
            if cost(drawn := draw(rng)) <= limit:
                return drawn
        raise UsageError(f"none of {TRIES} draws costs at most {limit}; raise the limit")

    return affordable
