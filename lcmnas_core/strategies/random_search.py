"""Random search: architectures drawn from one fixed distribution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np

from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.seeding import rng_for

A = TypeVar("A")


class RandomSearch(Generic[A]):
    """Draws without looking back, `per_round` at a time, until `evaluations` are asked for."""

    def __init__(
        self, draw: Callable[[np.random.Generator], A], evaluations: int, per_round: int, seed: int
    ) -> None:
        self._draw, self._evaluations, self._per_round, self._seed = draw, evaluations, per_round, seed
        self._asked = 0

    def ask(self) -> list[Question[A]]:
        """Fresh draws."""
        numbers = range(self._asked, min(self._asked + self._per_round, self._evaluations))
        self._asked = numbers.stop
        return [Question(self._draw(rng_for("random search", self._seed, n)), n) for n in numbers]

    def tell(self, answers: Sequence[Answer[A]]) -> None:
        """Nothing is learnt."""
