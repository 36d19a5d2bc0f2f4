"""Proxy argmax: a cheap signal decides alone, and only its favourites are trained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np

from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.strategies.screening import Screening

A = TypeVar("A")


class ProxyArgmax(Generic[A]):
    """Asks the signal of random draws, then trains the `trained` best, one as published.

    Where no draw has a signal nothing is trained. Mellor et al., arXiv:2006.04647.
    """

    def __init__(
        self,
        draw: Callable[[np.random.Generator], A],
        screening: Screening,
        seed: int,
        trained: int = 1,
    ) -> None:
        self._screening, self._trained = screening, trained
        self._next = screening.questions(draw, seed)
        self._is_screened = False

    def ask(self) -> list[Question[A]]:
        """The signals, then the trainings."""
        return self._next

    def tell(self, answers: Sequence[Answer[A]]) -> None:
        """The signals decide what is trained; the trainings end it."""
        best = [] if self._is_screened else self._screening.ranked(answers)[: self._trained]
        self._next = [Question(each, self._screening.pool + place) for place, each in enumerate(best)]
        self._is_screened = True
