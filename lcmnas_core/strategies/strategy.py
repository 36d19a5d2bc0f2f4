"""What every strategy does: ask in rounds, and be told what became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from lcmnas_core.fidelity import Answer, Question

A = TypeVar("A")

Fitness = Callable[[Sequence[Mapping[str, float]]], list[float | None]]
"""Fitness of every member of a pool from its values, higher is better; None for a member without."""


class Strategy(Protocol[A]):
    """Decides which architectures are next; what it asks depends on its seed and the answers alone.

    The questions of one round are independent of each other, so any number of workers may answer them.
    """

    def ask(self) -> list[Question[A]]:
        """The next round; empty when the strategy has come to its end."""
        ...

    def tell(self, answers: Sequence[Answer[A]]) -> None:
        """One answer for each question of the last round, in its order; those left unanswered are absent."""
        ...


def fittest(members: Sequence[A], fitness: Sequence[float | None], count: int) -> list[A]:
    """The `count` members of highest fitness, best first; equals in order of age, the unfit never."""
    known = [(value, place) for place, value in enumerate(fitness) if value is not None]
    best = sorted(known, key=lambda each: (-each[0], each[1]))[:count]
    return [members[place] for _, place in best]
