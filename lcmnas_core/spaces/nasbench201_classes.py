"""Classes of equal NAS-Bench-201 cells: the benchmark's own rule, and the exact function."""

from __future__ import annotations

from lcmnas_core.architectures.cell import Cell
from lcmnas_core.graphs.function_class import Expression, Operation, Reading, canonical_function
from lcmnas_core.spaces.nasbench201_edges import OUTPUT

AT_INITIALISATION = Reading()
TRAINED = Reading(trained=True)
WITH_POOL_LINEARITY = Reading(linearity=True)
TRAINED_WITH_POOL_LINEARITY = Reading(trained=True, linearity=True)

_OPERATIONS = {
    "none": Operation("zero"),
    "skip_connect": Operation("identity"),
    "avg_pool_3x3": Operation("fixed", "pool", is_linear=True),
    "nor_conv_1x1": Operation("learnt", "1x1"),
    "nor_conv_3x3": Operation("learnt", "3x3"),
}


def function_class(cell: Cell, reading: Reading = AT_INITIALISATION) -> Expression:
    """Canonical form of the cell's function: 5,260 classes over the space at initialisation.

    5,044 with the linearity of average pooling; 5,875 and 5,653 once trained, when a convolution of a zero
    input yields a learnt constant (of its own kind: 1x1 and 3x3 constants, equal as functions, are kept
    apart as different sets of weights). One class, `()`, has no path at all.
    """
    edges = ((source, target, _OPERATIONS[operation]) for source, target, operation in cell.edges)
    return canonical_function(edges, OUTPUT, reading)


def published_class(cell: Cell) -> str:
    """The benchmark's own isomorphism rule: 6,466 classes (`rep_arch_index` of its table).

    Skips are contracted and zeros marked, but sums are neither flattened nor is a zero carried through a
    sum, so equal networks can differ in it; and one convolution used twice counts as two, so networks that
    differ can be equal in it.
    """
    written = ["0"]
    for node in range(1, cell.nodes):
        terms = [_published_term(operation, written[source]) for source, operation in cell.into(node)]
        written.append("+".join(sorted(terms)))
    return written[OUTPUT]


def _published_term(operation: str, source: str) -> str:
    if operation == "none" or source == "#":
        return "#"
    return source if operation == "skip_connect" else f"({source})@{operation}"
