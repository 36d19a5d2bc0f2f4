"""LISSNAS: shrink the space by locality, then search inside what is left with any strategy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np

from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.strategies.renumbered import Renumbered
from lcmnas_core.strategies.shrinkage import Neighbours
from lcmnas_core.strategies.shrinking import Shrinking
from lcmnas_core.strategies.strategy import Strategy

A = TypeVar("A")
Inside = Callable[[Callable[[np.random.Generator], A], Neighbours[A], int], Strategy[A]]
"""From a uniform draw, neighbours (there may be none) and the evaluations left to a strategy."""


class Lissnas(Generic[A]):
    """A wrapper of strategies: `shrinking` first, then what `inside` makes of the shrunk space.

    The samples that shrink the space count among the evaluations; where they use all of them up, nothing is
    left for a search inside. Gopal et al., arXiv:2307.03110; see `Shrinking` for what is ours in it.
    """

    def __init__(self, shrinking: Shrinking[A], inside: Inside[A], evaluations: int) -> None:
        self.shrinking = shrinking
        self._make, self._left = inside, evaluations
        self._inside: Strategy[A] | None = None
        self._asked = 0

    def ask(self) -> list[Question[A]]:
        """Samples of ever smaller spaces, then what the strategy inside asks."""
        questions = self._wanted()[: self._left] if self._left else []
        self._asked += len(questions)
        self._left -= len(questions)
        return questions

    def tell(self, answers: Sequence[Answer[A]]) -> None:
        """Whoever asked is told."""
        (self._inside or self.shrinking).tell(answers)

    def _wanted(self) -> list[Question[A]]:
        if self._inside is None:
            questions = self.shrinking.ask()
            if questions:
                return questions
            begun = self._make(self.shrinking.draw, self.shrinking.neighbours(), self._left)
            self._inside = Renumbered(begun, self._asked)
        return self._inside.ask()
