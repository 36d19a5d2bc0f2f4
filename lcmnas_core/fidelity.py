"""What a strategy asks and what it is told: words that several rooms share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

A = TypeVar("A")


@dataclass(frozen=True)
class Spent:
    """What an answer cost; null where it was not measured.

    Attributes:
        macs: multiply-adds, deterministic: forward 1, backward to the input 1, full backward 2.
        images: images shown in training.
    """

    macs: int = 0
    images: int = 0
    wall_s: float | None = None
    cpu_s: float | None = None

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.macs + other.macs,
            self.images + other.images,
            None if self.wall_s is None or other.wall_s is None else self.wall_s + other.wall_s,
            None if self.cpu_s is None or other.cpu_s is None else self.cpu_s + other.cpu_s,
        )


@dataclass(frozen=True)
class Question(Generic[A]):
    """What is asked of an architecture.

    Attributes:
        architecture: what to evaluate.
        number: its place in the search, from 0.
    """

    architecture: A
    number: int


@dataclass(frozen=True)
class Answer(Generic[A]):
    """What came back: `values` is empty where the evaluation failed, never a number that stands for failure.

    Attributes:
        values: by quantity (`score`, `validation_accuracy`); accuracies are fractions.
        status: `ok`, or why there are no values.
    """

    question: Question[A]
    values: Mapping[str, float] = field(default_factory=dict)
    spent: Spent = Spent()
    status: str = "ok"
