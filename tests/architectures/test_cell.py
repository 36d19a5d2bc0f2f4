from __future__ import annotations

import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.errors import UsageError


@pytest.mark.parametrize(("edges", "nodes"), [(1, 2), (3, 3), (6, 4), (10, 5)])
def test_a_complete_graph_of_d_nodes_has_d_times_d_minus_1_over_2_edges(edges: int, nodes: int) -> None:
    assert Cell(("none",) * edges).nodes == nodes


@pytest.mark.parametrize("edges", [0, 2, 4, 5, 7])
def test_other_edge_counts_are_refused(edges: int) -> None:
    with pytest.raises(UsageError, match=f"{edges} edges"):
        Cell(("none",) * edges)


def test_edges_are_sorted_by_target_then_source() -> None:
    cell = Cell(tuple("abcdef"))
    assert cell.edges == ((0, 1, "a"), (0, 2, "b"), (1, 2, "c"), (0, 3, "d"), (1, 3, "e"), (2, 3, "f"))
    assert cell.into(0) == ()
    assert cell.into(2) == ((0, "b"), (1, "c"))


def test_counts_add_subtract_and_scale_by_field() -> None:
    one, other = Counts(1, 2, 3, 4), Counts(10, 20, 30, 40)
    assert one + other == Counts(11, 22, 33, 44)
    assert other - one * 2 == Counts(8, 16, 24, 32)


def test_settings_name_everything_that_decides_a_network() -> None:
    settings = BuildSettings(8, 1, (1, 16, 16), 7, "kaiming_normal_fan_in")
    assert settings.names() == {
        "channels": 8,
        "cells": 1,
        "input": "1x16x16",
        "classes": 7,
        "init": "kaiming_normal_fan_in",
    }
