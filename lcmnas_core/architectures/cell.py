"""A cell whose every edge carries one operation, as in NAS-Bench-201."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lcmnas_core.errors import UsageError


@dataclass(frozen=True)
class Cell:
    """Operations on the edges of a complete DAG, sorted by target, then source.

    With four nodes: 0->1, 0->2, 1->2, 0->3, 1->3, 2->3. Node 0 is the input, the last node the output.
    """

    operations: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.operations or len(self.operations) != self.nodes * (self.nodes - 1) // 2:
            raise UsageError(f"a cell with {len(self.operations)} edges; expected 1, 3, 6, 10, ...")

    @property
    def nodes(self) -> int:
        """How many nodes the cell has: E = D (D - 1) / 2."""
        return (1 + math.isqrt(1 + 8 * len(self.operations))) // 2

    @property
    def edges(self) -> tuple[tuple[int, int, str], ...]:
        """(source, target, operation) of every edge, in order."""
        ends = [(source, target) for target in range(self.nodes) for source in range(target)]
        return tuple((*end, operation) for end, operation in zip(ends, self.operations, strict=True))

    def into(self, node: int) -> tuple[tuple[int, str], ...]:
        """(source, operation) of every edge into `node`."""
        return tuple((source, operation) for source, target, operation in self.edges if target == node)
