"""A strategy inside another: its questions are numbered on from those before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.strategies.strategy import Strategy

A = TypeVar("A")


class Renumbered(Generic[A]):
    """`inside`, whose question 0 is number `first` outside; it never learns of that."""

    def __init__(self, inside: Strategy[A], first: int) -> None:
        self._inside, self._first = inside, first

    def ask(self) -> list[Question[A]]:
        """The next round of `inside`, renumbered."""
        return [_moved(each, self._first) for each in self._inside.ask()]

    def tell(self, answers: Sequence[Answer[A]]) -> None:
        """Each answer with the question that `inside` asked."""
        self._inside.tell([replace(each, question=_moved(each.question, -self._first)) for each in answers])


def _moved(question: Question[A], by: int) -> Question[A]:
    continues = None if question.continues is None else question.continues + by
    return replace(question, number=question.number + by, continues=continues)
