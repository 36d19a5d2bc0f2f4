"""Warm start: a search begins with the favourites of a cheap signal."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np

from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.strategies.renumbered import Renumbered
from lcmnas_core.strategies.screening import Screening
from lcmnas_core.strategies.strategy import Strategy

A = TypeVar("A")
Draw = Callable[[np.random.Generator], A]


class WarmStart(Generic[A]):
    """Asks the signal of random draws; what `inside` then draws are these, most promising first.

    With regularized evolution inside, its first population are the best of the pool. Once they are used up,
    draws are random again. Abdelfattah et al., arXiv:2101.08134, who call it warm-up.
    """

    def __init__(
        self,
        draw: Draw[A],
        screening: Screening,
        inside: Callable[[Draw[A]], Strategy[A]],
        seed: int,
    ) -> None:
        self._draw, self._screening, self._make, self._seed = draw, screening, inside, seed
        self._inside: Strategy[A] | None = None

    def ask(self) -> list[Question[A]]:
        """The signals, then what `inside` asks."""
        if self._inside is None:
            return self._screening.questions(self._draw, self._seed)
        return self._inside.ask()

    def tell(self, answers: Sequence[Answer[A]]) -> None:
        """The signals begin `inside`, which is told everything else."""
        if self._inside is not None:
            self._inside.tell(answers)
            return
        ranked = deque(self._screening.ranked(answers))
        begun = self._make(lambda rng: ranked.popleft() if ranked else self._draw(rng))
        self._inside = Renumbered(begun, self._screening.pool)
