"""Who is ahead by intervals: decided only where they lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

RULE = (
    "A difference counts as decided only where 95% intervals lie apart, which is stricter than a test of the "
    "difference; everything else is undecided. Fewer than 30 seeds make no interval."
)


@dataclass(frozen=True)
class Estimate:
    """A mean over seeds with its interval; the ends are None where there is none."""

    name: str
    value: float
    low: float | None
    high: float | None

    def below(self, other: Estimate) -> bool:
        """Whether this interval lies wholly below the other."""
        return self.high is not None and other.low is not None and self.high < other.low


@dataclass(frozen=True)
class Lead:
    """Who leads, from whom that is undecided, and who is behind for certain; by value."""

    first: Estimate
    undecided: tuple[Estimate, ...]
    behind: tuple[Estimate, ...]


def lead(found: Sequence[Estimate]) -> Lead:
    """The least of `found`, and what can be said of the others."""
    first, *others = sorted(found, key=lambda each: (each.value, each.name))
    return Lead(
        first,
        tuple(each for each in others if not first.below(each)),
        tuple(each for each in others if first.below(each)),
    )
