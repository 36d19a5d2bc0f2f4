"""A cell whose every edge carries one operation, as in NAS-Bench-201."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """Operations on the edges of a complete DAG, sorted by target, then source.

    With four nodes: 0->1, 0->2, 1->2, 0->3, 1->3, 2->3. Node 0 is the input, the last node the output.
    """

    operations: tuple[str, ...]

    @property
    def nodes(self) -> int:
        """How many nodes the cell has: E = D (D - 1) / 2."""
        return next(d for d in range(2, 2 + len(self.operations)) if d * (d - 1) // 2 >= len(self.operations))

    @property
    def edges(self) -> tuple[tuple[int, int, str], ...]:
        """(source, target, operation) of every edge, in order."""
        ends = [(source, target) for target in range(self.nodes) for source in range(target)]
        return tuple((*end, operation) for end, operation in zip(ends, self.operations, strict=True))

    def into(self, node: int) -> tuple[tuple[int, str], ...]:
        """(source, operation) of every edge into `node`."""
        return tuple((source, operation) for source, target, operation in self.edges if target == node)

