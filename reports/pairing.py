"""Searches under the same seed, one method against another: when a difference counts as decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

DECIDING = 5

RULE = (
    "Searches under the same seed are paired. A difference counts as decided only where at least "
    f"{DECIDING} pairs all point the same way; without any difference, {DECIDING} pairs would do so once in "
    f"{2 ** (DECIDING - 1)} times (sign test, two-sided). Everything else is undecided. "
    "Comparisons are not corrected for their number."
)


@dataclass(frozen=True)
class Paired:
    """Differences of one method from another, a seed each: `differences[i]` is one minus other."""

    differences: tuple[float, ...]

    @classmethod
    def of(cls, one: Mapping[int, float], other: Mapping[int, float]) -> Paired:
        """The seeds that both have, in order."""
        return cls(tuple(one[seed] - other[seed] for seed in sorted(one.keys() & other.keys())))

    @property
    def higher(self) -> int:
        """Pairs in which one lies above the other."""
        return sum(difference > 0 for difference in self.differences)

    @property
    def lower(self) -> int:
        """Pairs in which one lies below the other."""
        return sum(difference < 0 for difference in self.differences)

    @property
    def verdict(self) -> Literal["higher", "lower", "undecided"]:
        r"""`higher` or `lower` where n >= 5 pairs all agree (sign test p = 2^{1-n} <= 1/16)."""
        if len(self.differences) >= DECIDING:
            if self.higher == len(self.differences):
                return "higher"
            if self.lower == len(self.differences):
                return "lower"
        return "undecided"
