from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.architectures.cell import Cell
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces import SPACES
from lcmnas_core.spaces.nasbench201 import CONVOLUTION_SUBSPACE, NASBENCH201, OPERATIONS

OFFICIAL = "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|"
"""Cell 0 of the benchmark's official order."""


def test_all_strings_round_trip_and_differ() -> None:
    written = [NASBENCH201.format(cell) for cell in NASBENCH201]
    assert len(set(written)) == len(NASBENCH201) == 15_625
    assert list(map(NASBENCH201.parse, written)) == list(NASBENCH201)


def test_the_official_string_names_edges_by_target_then_source() -> None:
    cell = NASBENCH201.parse(OFFICIAL)
    assert cell == Cell(
        ("avg_pool_3x3", "nor_conv_1x1", "skip_connect", "nor_conv_1x1", "skip_connect", "skip_connect")
    )
    assert (0, 1, "avg_pool_3x3") in cell.edges
    assert (1, 2, "skip_connect") in cell.edges
    assert (0, 3, "nor_conv_1x1") in cell.edges


def test_the_strings_are_those_of_the_table(nb201_frame: object) -> None:
    assert {NASBENCH201.format(cell) for cell in NASBENCH201} == set(nb201_frame["arch_str"])  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "malformed"),
        ("|none~0|", "malformed"),
        ("none~0+none~0|none~1+none~0|none~1|none~2", "malformed"),
        (OFFICIAL + "+|none~0|", "malformed"),
        (OFFICIAL.replace("~0", ""), "malformed"),
        (OFFICIAL.replace("avg_pool_3x3~0", "avg_pool_3x3~12"), "malformed"),
        (OFFICIAL.replace("~0", "~٠"), "malformed"),
        (OFFICIAL.replace("avg_pool_3x3~0", "avg_pool_3x3~1"), "node 1"),
        ("|none~0|+|none~1|none~0|+|none~0|none~1|none~2|", "node 2"),
        ("|none~0|+|none~0|+|none~0|none~1|none~2|", "node 2"),
        (OFFICIAL.replace("avg_pool_3x3", "max_pool_3x3"), "max_pool_3x3"),
    ],
)
def test_malformed_strings_are_refused_in_one_line(text: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint) as caught:
        NASBENCH201.parse(text)
    assert "\n" not in str(caught.value)


def test_the_subspace_refuses_operations_it_lacks() -> None:
    with pytest.raises(UsageError, match="nasbench201_conv3x3"):
        CONVOLUTION_SUBSPACE.parse(OFFICIAL)
    assert len(list(CONVOLUTION_SUBSPACE)) == len(CONVOLUTION_SUBSPACE) == 729
    assert all(cell in NASBENCH201 for cell in CONVOLUTION_SUBSPACE)
    assert NASBENCH201.parse(OFFICIAL) not in CONVOLUTION_SUBSPACE


@given(st.tuples(*[st.sampled_from(OPERATIONS)] * 6))
def test_a_cell_has_24_neighbours(operations: tuple[str, ...]) -> None:
    # 6 edges, 4 other operations each.
    cell = Cell(operations)
    neighbours = list(NASBENCH201.neighbours(cell))
    assert len(set(neighbours)) == len(neighbours) == 24
    for neighbour in neighbours:
        assert sum(a != b for a, b in zip(neighbour.operations, operations, strict=True)) == 1


def test_the_alias_finds_the_space() -> None:
    assert SPACES["nb201"] is NASBENCH201


def test_sampling_is_uniform_per_edge() -> None:
    # 4,000 draws: a share of 1/5 has a standard deviation of .0063; five of them are .032.
    rng = np.random.default_rng(3)
    cells = [NASBENCH201.sample(rng).operations for _ in range(4_000)]
    for edge, operation in itertools.product(range(6), OPERATIONS):
        share = np.mean([drawn[edge] == operation for drawn in cells])
        assert share == pytest.approx(0.2, abs=0.032)
