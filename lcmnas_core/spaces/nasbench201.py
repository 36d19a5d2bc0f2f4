"""NAS-Bench-201: four nodes, six edges, five operations; 15,625 cells (Dong & Yang, ICLR 2020)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.hamming import hamming_distance
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.nasbench201_counts import counts
from lcmnas_core.spaces.space import SPACES

if TYPE_CHECKING:
    from torch import nn

OPERATIONS = ("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3")
NODES = 4
EDGES = NODES * (NODES - 1) // 2
EXAMPLE = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|"
PUBLISHED = BuildSettings()
"""The size of the published benchmark on CIFAR-10."""
_NODE = re.compile(r"\|(?:[a-z_0-9]+~[0-9]\|)+")


@dataclass(frozen=True)
class NasBench201:
    """Cells over `operations`; the full set of five, or a subset that is closed under neighbours."""

    name: str = "nasbench201"
    operations: tuple[str, ...] = OPERATIONS
    settings: BuildSettings = PUBLISHED

    def __len__(self) -> int:
        return int(len(self.operations) ** EDGES)

    def __contains__(self, cell: object) -> bool:
        return (
            isinstance(cell, Cell)
            and len(cell.operations) == EDGES
            and set(cell.operations) <= set(self.operations)
        )

    def __iter__(self) -> Iterator[Cell]:
        return map(Cell, itertools.product(self.operations, repeat=EDGES))

    def sample(self, rng: np.random.Generator) -> Cell:
        """One cell, each edge's operation drawn uniformly."""
        drawn = rng.integers(len(self.operations), size=EDGES)
        return Cell(tuple(self.operations[index] for index in drawn))

    def neighbours(self, cell: Cell) -> Iterator[Cell]:
        """The cells that differ from `cell` on exactly one edge."""
        for edge, current in enumerate(cell.operations):
            for operation in self.operations:
                if operation != current:
                    yield Cell((*cell.operations[:edge], operation, *cell.operations[edge + 1 :]))

    def distance(self, one: Cell, other: Cell) -> int:
        """On how many edges two cells differ."""
        return hamming_distance(one.operations, other.operations)

    def format(self, cell: Cell) -> str:
        """The official string: `|op~0|+|op~0|op~1|+|op~0|op~1|op~2|`."""
        nodes = (cell.into(node) for node in range(1, NODES))
        return "+".join(
            "|" + "".join(f"{operation}~{source}|" for source, operation in node) for node in nodes
        )

    def parse(self, text: str) -> Cell:
        """The cell that an official string writes.

        Raises:
            UsageError: the string is malformed, or names an operation that the space lacks.
        """
        nodes = text.strip().split("+")
        if len(nodes) != NODES - 1 or not all(map(_NODE.fullmatch, nodes)):
            raise UsageError(f"malformed cell {text!r}; expected the form {EXAMPLE!r}")
        operations: list[str] = []
        for node, written in enumerate(nodes, start=1):
            edges = [edge.rsplit("~", 1) for edge in written.strip("|").split("|")]
            if [int(source) for _, source in edges] != list(range(node)):
                raise UsageError(
                    f"node {node} of cell {text!r} reads {written!r}; expected sources 0 to {node - 1}"
                )
            operations += [operation for operation, _ in edges]
        unknown = sorted(set(operations) - set(self.operations))
        if unknown:
            raise UsageError(f"cell {text!r} has operation {unknown[0]!r}; {self.name} has {self.operations}")
        return Cell(tuple(operations))

    def build(self, cell: Cell, settings: BuildSettings, seed: int = 0) -> nn.Module:
        """The network of `cell`, live edges only, with its `inert` record."""
        from lcmnas_core.spaces.initialisation import initialise
        from lcmnas_core.spaces.nasbench201_network import CellNetwork

        network = CellNetwork(cell, settings, seed)
        names: tuple[str | int, ...] = (
            self.name,
            self.format(cell),
            *map(str, settings.names().values()),
            seed,
        )
        initialise(network, settings.initialisation, *names)
        return network

    def counts(self, cell: Cell, settings: BuildSettings) -> Counts:
        """Closed forms of the written network. The benchmark's own FLOPs add one per class for the bias."""
        return counts(cell, settings)


NASBENCH201 = NasBench201()
CONVOLUTION_SUBSPACE = NasBench201(
    "nasbench201_conv3x3", ("none", "skip_connect", "nor_conv_3x3"), BuildSettings(8, 1, (1, 16, 16))
)
"""The complete subspace of 729 cells over {none, skip_connect, nor_conv_3x3}."""

SPACES.register(NASBENCH201.name, NASBENCH201, aliases=("nb201",))
SPACES.register(CONVOLUTION_SUBSPACE.name, CONVOLUTION_SUBSPACE)
