"""Drawing a value by its count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np

V = TypeVar("V")


@dataclass(frozen=True)
class Wheel(Generic[V]):
    """Values with the running totals of their counts."""

    values: tuple[V, ...]
    totals: tuple[int, ...]

    @classmethod
    def of(cls, counts: Mapping[V, int], uniform: bool = False) -> Wheel[V]:
        """Value v with probability count / sum of counts, or each alike; values in an order of their own."""
        values = tuple(sorted((value for value, count in counts.items() if count), key=repr))
        return cls(values, tuple(accumulate(1 if uniform else counts[value] for value in values)))

    def draw(self, rng: np.random.Generator) -> V:
        """One value."""
        place = bisect_right(self.totals, rng.random() * self.totals[-1])
        return self.values[min(place, len(self.values) - 1)]
