"""What a strategy asks and what it is told: words that several rooms share."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from lcmnas_core.errors import UsageError

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
class Reduction:
    """A cheaper training setting in the notation of EcoNAS, written `c4r4s0e60`.

    Two levels of `c` or `r` halve width or side, and so multiply-adds are halved by each level of either;
    each level of `s` halves the training images. The rule of rounding is ours: the published lists are not at
    hand. Zhou et al., arXiv:2001.01233.

    Attributes:
        c: level of width; 0 leaves it whole.
        r: level of the side of images.
        s: level of the share of training images.
        e: epochs.
    """

    c: int
    r: int
    s: int
    e: int

    def __post_init__(self) -> None:
        if min(self.c, self.r, self.s) < 0 or self.e < 1:
            raise UsageError(f"levels of 0 and more and one epoch at least, got {self}")

    def __str__(self) -> str:
        return f"c{self.c}r{self.r}s{self.s}e{self.e}"

    @classmethod
    def parse(cls, text: str) -> Reduction:
        """The reduction that `text` writes; `str` gives the text back.

        Raises:
            UsageError: malformed.
        """
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise UsageError(f"malformed reduction {text!r}, not c0r0s0e600 (levels of c, r, s; epochs)")
        return cls(*map(int, found.groups()))

    @property
    def width_share(self) -> float:
        """Share of every width: 2 to the power of -c/2."""
        return math.pow(2.0, -self.c / 2)

    @property
    def sample_share(self) -> float:
        """Share of the training images: 2 to the power of -s."""
        return math.pow(2.0, -self.s)

    def channels(self, full: int) -> int:
        """A width of `full` channels reduced: halves stay whole, what lies between is rounded to even.

        36 channels become 26, 18, 12, 9.
        """
        halvings, rest = divmod(self.c, 2)
        if not rest and full % (1 << halvings) == 0:
            return full >> halvings
        return max(1, 2 * math.floor(full * self.width_share / 2 + 0.5))

    def side(self, full: int) -> int:
        """A side of `full` pixels reduced, rounded: 32 becomes 23, 16, 11, 8."""
        return max(1, math.floor(full * math.pow(2.0, -self.r / 2) + 0.5))


_LEVEL = r"(0|[1-9]\d{0,2})"
_WRITTEN = re.compile(rf"c{_LEVEL}r{_LEVEL}s{_LEVEL}e([1-9]\d{{0,5}})")


@dataclass(frozen=True)
class Question(Generic[A]):
    """What is asked of an architecture.

    Attributes:
        architecture: what to evaluate.
        number: its place in the search, from 0.
        signal: name of a cheap score that is wanted instead of a training; None trains.
        schedule: epochs of the schedule, where this one's is of a length of its own.
        epochs: train up to this epoch of the schedule; None trains to its end.
        continues: number of the question whose training goes on from where it ended; None begins anew.
    """

    architecture: A
    number: int
    signal: str | None = None
    schedule: int | None = None
    epochs: int | None = None
    continues: int | None = None


@dataclass(frozen=True)
class Answer(Generic[A]):
    """What came back: `values` is empty where the evaluation failed, never a number that stands for failure.

    Attributes:
        values: by quantity (`score`, `validation_accuracy`; a cheap signal by its own name).
        status: `ok`, or why there are no values.
    """

    question: Question[A]
    values: Mapping[str, float] = field(default_factory=dict)
    spent: Spent = Spent()
    status: str = "ok"


class EpochPolicy(Protocol):
    """How long a candidate is trained, from its size: at least one epoch."""

    def epochs(
        self, depth: int, narrowings: int = 0, *, deepest: int | None = None, micro: bool = False
    ) -> int:
        """Epochs of a candidate.

        Args:
            depth: layers.
            narrowings: steps by which it is narrower than the largest width.
            deepest: layers of the deepest candidate tried before narrowing began; None means `depth`.
            micro: whether operations and kernels are searched, at a fixed depth and width.
        """
        ...
