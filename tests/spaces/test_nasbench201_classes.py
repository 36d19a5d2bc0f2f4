from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable

import numpy as np
import pandas as pd
import pytest

from lcmnas_core.architectures.cell import Cell
from lcmnas_core.spaces.nasbench201 import CONVOLUTION_SUBSPACE, NASBENCH201
from lcmnas_core.spaces.nasbench201_classes import (
    AT_INITIALISATION,
    TRAINED,
    TRAINED_WITH_POOL_LINEARITY,
    WITH_POOL_LINEARITY,
    Reading,
    function_class,
    published_class,
)
from tests.spaces.random_functions import signatures

ALL = list(NASBENCH201)
CLASSES = {
    AT_INITIALISATION: 5_260,
    WITH_POOL_LINEARITY: 5_044,
    TRAINED: 5_875,
    TRAINED_WITH_POOL_LINEARITY: 5_653,
}


def partition(names: Iterable[Hashable]) -> list[int]:
    """Each name replaced by the place where it first occurs: equal lists are equal partitions."""
    first: dict[Hashable, int] = {}
    return [first.setdefault(name, place) for place, name in enumerate(names)]


def split_by(classes: list[int], others: list[int]) -> int:
    """How many of `classes` hold members of more than one of `others`."""
    pairs = set(zip(classes, others, strict=True))
    return int(sum(np.unique([one for one, _ in pairs], return_counts=True)[1] > 1))


@pytest.fixture(scope="module")
def published() -> list[int]:
    return partition(map(published_class, ALL))


def test_the_published_rule_gives_6466_classes(published: list[int]) -> None:
    assert len(set(published)) == 6_466


def test_the_published_classes_are_those_of_the_table(
    published: list[int], nb201_frame: pd.DataFrame
) -> None:
    representative = nb201_frame.set_index("arch_str")["rep_arch_index"]
    assert partition(representative[NASBENCH201.format(cell)] for cell in ALL) == published


def test_the_published_rule_both_splits_and_merges(published: list[int]) -> None:
    forms = list(map(function_class, ALL))
    exact = partition(forms)
    assert len(set(exact)) == 5_260
    assert split_by(exact, published) == 688
    assert split_by(published, exact) == 430
    assert forms.count(()) == 341


@pytest.mark.parametrize("reading", CLASSES, ids=str)
def test_a_seeded_sample_falls_into_the_classes_of_random_functions(reading: Reading) -> None:
    cells = [ALL[index] for index in np.random.default_rng(8).permutation(len(ALL))[:200]]
    cells += CONVOLUTION_SUBSPACE
    expected = partition(signatures(cells, reading.trained, reading.linearity))
    assert partition(function_class(cell, reading) for cell in cells) == expected


@pytest.mark.slow
@pytest.mark.parametrize(("reading", "classes"), CLASSES.items(), ids=str)
def test_every_cell_falls_into_the_classes_of_random_functions(reading: Reading, classes: int) -> None:
    expected = partition(signatures(ALL, reading.trained, reading.linearity))
    assert len(set(expected)) == classes
    assert partition(function_class(cell, reading) for cell in ALL) == expected


@pytest.mark.parametrize(("reading", "classes"), [(AT_INITIALISATION, 99), (TRAINED, 132)], ids=str)
def test_the_convolution_subspace_has_99_classes_and_132_once_trained(reading: Reading, classes: int) -> None:
    cells = list(CONVOLUTION_SUBSPACE)
    assert len({function_class(cell, reading) for cell in cells}) == classes
    assert len(set(signatures(cells, reading.trained))) == classes


def test_the_written_forms_stay_as_they_are() -> None:
    # Tables store digests of them: a change makes rows of one class look like rows of two.
    written = "\n".join(repr(function_class(cell, TRAINED)) for cell in CONVOLUTION_SUBSPACE)
    digest = hashlib.sha256(written.encode()).hexdigest()
    assert digest == "0b557490812e33a87769ff6f75173b2828a3e75c7a330023845a92bae7937e74"


def cell(*operations: str) -> Cell:
    names = {
        "0": "none",
        "s": "skip_connect",
        "1": "nor_conv_1x1",
        "3": "nor_conv_3x3",
        "p": "avg_pool_3x3",
    }
    return Cell(tuple(names[each] for each in operations))


# Edges in the order 0->1, 0->2, 1->2, 0->3, 1->3, 2->3.
@pytest.mark.parametrize(
    ("one", "other", "readings"),
    [
        # c(x) by way of node 1, by way of node 2, or straight.
        ("300" + "0s0", "030" + "00s", CLASSES),
        ("300" + "0s0", "000" + "300", CLASSES),
        # x + c(x): the order of a sum does not count, nor which node adds it up.
        ("3s0" + "0ss", "s00" + "s30", CLASSES),
        ("s00" + "s30", "300" + "ss0", CLASSES),
        # One convolution used twice, c(x) + c(x), is not two convolutions, c(x) + d(x).
        ("30s" + "0ss", "330" + "0ss", ()),
        # pool(x + x) against pool(x) + pool(x): by linearity alone.
        ("ss" + "s00" + "p", "pp0" + "0ss", (WITH_POOL_LINEARITY, TRAINED_WITH_POOL_LINEARITY)),
        # A convolution of zero is nothing at first, its shift once trained.
        ("003" + "s0s", "000" + "s00", (AT_INITIALISATION, WITH_POOL_LINEARITY)),
    ],
)
def test_cells_that_are_equal_by_hand(one: str, other: str, readings: Iterable[Reading]) -> None:
    equal = {r for r in CLASSES if function_class(cell(*one), r) == function_class(cell(*other), r)}
    assert equal == set(readings)
