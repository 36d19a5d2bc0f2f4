"""Canonical form of the function that a sum-of-edges DAG computes, given independent weights.

Two cells are in one class when some matching of their weights makes them compute the same function for
every value of those weights. The function of a node is written as a multiset of terms:

    input | fixed(kind, value) | learnt(instance, kind, value)

where a learnt operation is one instance however many paths carry its result, and two of them are two
instances even where they read the same value. Instances are then named so that the written form is least.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, permutations, product
from typing import Any, Literal

Term = tuple[Any, ...]
Expression = tuple[Term, ...]
"""A sum: terms in sorted order, repeated as often as they occur; `()` is zero."""

INPUT: Term = ("input",)


@dataclass(frozen=True)
class Operation:
    """What an edge does to the value it reads.

    Attributes:
        role: `zero` yields nothing; `identity` passes the value on; `fixed` is a function without weights;
            `learnt` has weights of its own.
        kind: tells apart operations of one role.
        is_linear: a fixed operation with f(a + b) = f(a) + f(b).
    """

    role: Literal["zero", "identity", "fixed", "learnt"]
    kind: str = ""
    is_linear: bool = False


@dataclass(frozen=True)
class Reading:
    """Which equalities count.

    Attributes:
        trained: a learnt operation of a zero input yields a learnt constant; at initialisation, zero.
        linearity: distribute linear fixed operations over sums.
    """

    trained: bool = False
    linearity: bool = False


def canonical_function(
    edges: Iterable[tuple[int, int, Operation]], output: int, reading: Reading
) -> Expression:
    """The canonical expression of node `output`; node 0 is the input, edges lead from lower to higher nodes.

    Equal expressions mean the same function with the same set of independent weights; `()` is the zero cell.
    """
    written = _expressions(sorted(edges, key=lambda edge: (edge[1], edge[0])), output, reading)[output]
    instances = sorted(set(_instances(written)), key=lambda item: (repr(item[1]), item[0]))
    groups = [[name for name, _ in members] for _, members in groupby(instances, key=lambda item: item[1])]
    orders = product(*(permutations(group) for group in groups))
    return min(
        (_renamed(written, _positions(order)) for order in orders),
        key=repr,
    )


def _expressions(
    edges: Sequence[tuple[int, int, Operation]], output: int, reading: Reading
) -> dict[int, Expression]:
    sums: dict[int, list[Term]] = {node: [] for node in range(output + 1)}
    sums[0].append(INPUT)
    for number, (source, target, operation) in enumerate(edges):
        sums[target] += _applied(operation, number, _ordered(sums[source]), reading)
    return {node: _ordered(terms) for node, terms in sums.items()}


def _applied(operation: Operation, number: int, value: Expression, reading: Reading) -> Sequence[Term]:
    if operation.role == "zero" or (not value and (operation.role != "learnt" or not reading.trained)):
        return ()
    if operation.role == "identity":
        return value
    if operation.role == "learnt":
        return (("learnt", number, operation.kind, value),)
    if operation.is_linear and reading.linearity:
        return [("fixed", operation.kind, (term,)) for term in value]
    return (("fixed", operation.kind, value),)


def _ordered(terms: Iterable[Term]) -> Expression:
    return tuple(sorted(terms, key=repr))


def _instances(value: Expression) -> Iterator[tuple[int, Term]]:
    """(name, form without names) of every learnt operation that `value` contains."""
    for term in value:
        if term[0] == "learnt":
            yield term[1], _renamed((term,), {})[0]
        if term is not INPUT:
            yield from _instances(term[-1])


def _positions(order: Iterable[Iterable[int]]) -> dict[int, int]:
    return {name: place for place, name in enumerate(name for group in order for name in group)}


def _renamed(value: Expression, names: dict[int, int]) -> Expression:
    """`value` with its instances renamed; names that are not given are left out."""
    return _ordered(
        (term[0], names.get(term[1], ""), term[2], _renamed(term[3], names))
        if term[0] == "learnt"
        else (*term[:2], _renamed(term[2], names))
        if term[0] == "fixed"
        else term
        for term in value
    )
