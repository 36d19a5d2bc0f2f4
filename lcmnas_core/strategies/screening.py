"""Screening: a pool of draws is ordered by a cheap signal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.seeding import rng_for
from lcmnas_core.strategies.strategy import fittest

A = TypeVar("A")


@dataclass(frozen=True)
class Screening:
    """Which signal of how many draws.

    Attributes:
        signal: its name; an answer gives the value under it.
        pool: draws whose signal is asked for.
        higher_is_better: which end of the signal promises the better network.
    """

    signal: str
    pool: int
    higher_is_better: bool = True

    def __post_init__(self) -> None:
        if self.pool < 1:
            raise UsageError(f"a screening needs a pool of one at least, got {self.pool}")

    def questions(self, draw: Callable[[np.random.Generator], A], seed: int) -> list[Question[A]]:
        """One round that asks for the signal of every draw."""
        drawn = (draw(rng_for("screening", seed, number)) for number in range(self.pool))
        return [Question(each, number, signal=self.signal) for number, each in enumerate(drawn)]

    def ranked(self, answers: Sequence[Answer[A]]) -> list[A]:
        """The architectures with a signal, most promising first, each once."""
        sign = 1.0 if self.higher_is_better else -1.0
        values = [each.values.get(self.signal) for each in answers]
        promise = [None if value is None else sign * value for value in values]
        best = fittest(answers, promise, len(answers))
        return list(dict.fromkeys(each.question.architecture for each in best))
