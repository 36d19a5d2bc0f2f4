"""Canonical forms of small graphs whose classes are known by hand."""

from __future__ import annotations

import itertools

import pytest

from lcmnas_core.graphs.function_class import INPUT, Operation, Reading, canonical_function

ZERO, SKIP = Operation("zero"), Operation("identity")
A, B = Operation("learnt", "a"), Operation("learnt", "b")
SQUARE, DOUBLE = Operation("fixed", "square"), Operation("fixed", "double", is_linear=True)
Edge = tuple[int, int, Operation]


def form(*edges: Edge, trained: bool = False, linearity: bool = False) -> object:
    return canonical_function(edges, max(target for _, target, _ in edges), Reading(trained, linearity))


def test_nothing_is_the_empty_sum() -> None:
    assert form((0, 1, ZERO)) == ()
    assert form((0, 1, ZERO), (1, 2, SQUARE)) == ()


def test_a_chain_of_identities_is_the_input() -> None:
    assert form((0, 1, SKIP), (1, 2, SKIP)) == (INPUT,)


def test_parallel_edges_add_up() -> None:
    assert form((0, 1, SKIP), (0, 1, SKIP)) == (INPUT, INPUT)


def test_the_order_of_edges_does_not_count() -> None:
    edges: list[Edge] = [(0, 1, A), (0, 2, B), (1, 2, A), (1, 3, SKIP), (2, 3, SQUARE)]
    forms = {form(*order) for order in itertools.permutations(edges)}
    assert len(forms) == 1


def test_two_instances_of_a_kind_are_interchangeable() -> None:
    # b(x + a1(x)) + a2(x), whichever of the two is written first.
    one = form((0, 1, A), (0, 1, SKIP), (1, 2, B), (0, 2, A))
    other = form((0, 2, A), (0, 1, SKIP), (0, 1, A), (1, 2, B))
    assert one == other


def test_one_instance_used_twice_is_not_two() -> None:
    # a(x) + a(x) by two skips from one node, against a1(x) + a2(x).
    assert form((0, 1, A), (1, 2, SKIP), (1, 2, SKIP)) != form((0, 2, A), (0, 2, A))


def test_kinds_are_told_apart() -> None:
    assert form((0, 1, A)) != form((0, 1, B))
    assert form((0, 1, A), (1, 2, B)) != form((0, 1, B), (1, 2, A))


@pytest.mark.parametrize(("linearity", "equal"), [(False, False), (True, True)])
def test_linear_operations_distribute_when_asked(linearity: bool, equal: bool) -> None:
    # double(x + a(x)) against double(x) + double(a(x))
    one = form((0, 1, SKIP), (0, 1, A), (1, 2, DOUBLE), linearity=linearity)
    other = form((0, 2, DOUBLE), (0, 1, A), (1, 2, DOUBLE), linearity=linearity)
    assert (one == other) == equal


def test_other_fixed_operations_never_distribute() -> None:
    one = form((0, 1, SKIP), (0, 1, A), (1, 2, SQUARE), linearity=True)
    other = form((0, 2, SQUARE), (0, 1, A), (1, 2, SQUARE), linearity=True)
    assert one != other


def test_a_learnt_operation_of_zero_is_a_constant_once_trained() -> None:
    edges: tuple[Edge, ...] = ((0, 1, ZERO), (1, 2, A), (0, 2, SKIP))
    assert form(*edges) == (INPUT,)
    assert form(*edges, trained=True) == (INPUT, ("learnt", 0, "a", ()))
    # A fixed operation of zero stays zero.
    assert form((0, 1, ZERO), (1, 2, DOUBLE), (0, 2, SKIP), trained=True) == (INPUT,)
