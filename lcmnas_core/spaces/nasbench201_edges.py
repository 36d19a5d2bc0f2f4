"""Which edges of a NAS-Bench-201 cell do anything, and which convolutions are left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lcmnas_core.architectures.cell import Cell

CONVOLUTIONS = {"nor_conv_1x1": 1, "nor_conv_3x3": 3}
"""Convolution operations and their kernel sizes."""

OUTPUT = 3


class Value(Enum):
    """What a node holds for any input image."""

    ZERO = "zero"  # always zero, whatever the weights
    CONSTANT = "constant"  # zero at initialisation, a learnt constant once trained
    LIVE = "live"


def node_values(cell: Cell) -> tuple[Value, ...]:
    """What each node holds: the input is live; a convolution of a zero input learns a constant."""
    values = [Value.LIVE]
    for node in range(1, cell.nodes):
        arriving = {_passed(operation, values[source]) for source, operation in cell.into(node)}
        values.append(next((v for v in (Value.LIVE, Value.CONSTANT) if v in arriving), Value.ZERO))
    return tuple(values)


def _passed(operation: str, value: Value) -> Value:
    if operation == "none":
        return Value.ZERO
    if value is Value.ZERO and operation in CONVOLUTIONS:
        return Value.CONSTANT
    return value


@dataclass(frozen=True)
class Wiring:
    """The parts of a cell that a network is built from.

    Attributes:
        edges: (source, target, operation) to build, in order; a convolution whose source is zero is
            built as its learnt constant.
        rectified: nodes whose ReLU is run, with the number of convolutions of the written cell that read it.
        values: what each node holds.
    """

    edges: tuple[tuple[int, int, str], ...]
    rectified: dict[int, int]
    values: tuple[Value, ...]

    def is_constant(self, source: int, operation: str) -> bool:
        """Whether the convolution reads zeros and so amounts to its batch-norm shift."""
        return operation in CONVOLUTIONS and self.values[source] is Value.ZERO


def wiring(cell: Cell) -> Wiring:
    """Edges that reach the output, or a ReLU of the written cell (whose codes `nwot` counts)."""
    values = node_values(cell)
    readers = [source for source, _, operation in cell.edges if operation in CONVOLUTIONS]
    rectified = {node: readers.count(node) for node in sorted(set(readers))}
    wanted = {OUTPUT, *rectified}
    edges: list[tuple[int, int, str]] = []
    for target in range(OUTPUT, 0, -1):
        if target in wanted:
            live = [(s, o) for s, o in cell.into(target) if _passed(o, values[s]) is not Value.ZERO]
            wanted |= {source for source, _ in live}
            edges += [(source, target, operation) for source, operation in live]
    return Wiring(tuple(sorted(edges, key=lambda edge: (edge[1], edge[0]))), rectified, values)
