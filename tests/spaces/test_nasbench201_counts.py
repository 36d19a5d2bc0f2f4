from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.spaces.nasbench201 import NASBENCH201
from lcmnas_core.spaces.nasbench201_counts import skeleton_counts, stages

PUBLISHED = {
    "cifar10": BuildSettings(),
    "cifar100": BuildSettings(classes=100),
    "imagenet16_120": BuildSettings(input_shape=(3, 16, 16), classes=120),
}


def test_the_skeleton_by_hand() -> None:
    # params: stem 3*16*9 + 32 = 464; reduction to 32: 16*32*9 + 32*32*9 + 16*32 + 2*64 = 14,464;
    #   reduction to 64: 32*64*9 + 64*64*9 + 32*64 + 2*128 = 57,600; last norm 128; classifier 650.
    # macs: stem 432 * 1,024; reductions 14,336 * 256 and 57,344 * 64; classifier 640.
    # layers: stem, 3, 3, classifier. tensors: each with 2 of its norm but for shortcuts; 2 of the last norm.
    assert skeleton_counts(BuildSettings()) == Counts(73_306, 442_368 + 2 * 3_670_016 + 640, 8, 21)


def test_the_largest_cell_by_hand() -> None:
    # A 3x3 edge in all three stages: 9 * (16^2 + 32^2 + 64^2) + 2 * (16 + 32 + 64) = 48,608 params, and
    # 3 * 9 * 256 * 1,024 = 7,077,888 macs; six edges, five cells.
    edges = Counts(48_608, 7_077_888, 3, 9) * 30
    found = NASBENCH201.counts(Cell(("nor_conv_3x3",) * 6), BuildSettings())
    assert found == skeleton_counts(BuildSettings()) + edges
    # The benchmark's own records of this cell: 1.531546 M parameters, 220.11969 M FLOPs, 10 of them biases.
    assert (found.params, found.macs + 10) == (1_531_546, 220_119_690)


def test_cells_without_convolutions_cost_the_skeleton() -> None:
    cell = Cell(("none", "skip_connect", "avg_pool_3x3") * 2)
    assert NASBENCH201.counts(cell, BuildSettings(8, 3)) == skeleton_counts(BuildSettings(8, 3))


def test_sides_halve_rounding_up() -> None:
    # 15x10 -> 8x5 -> 4x3
    assert stages(BuildSettings(4, 1, (1, 15, 10))) == ((4, 150), (8, 40), (16, 12))


@pytest.mark.parametrize("dataset", PUBLISHED)
def test_every_cell_counts_as_in_the_table(dataset: str, nb201_frame: pd.DataFrame) -> None:
    settings = PUBLISHED[dataset]
    found = [NASBENCH201.counts(NASBENCH201.parse(arch), settings) for arch in nb201_frame["arch_str"]]
    params = np.round(nb201_frame[f"{dataset}_params_m"].to_numpy() * 1e6)
    flops = np.round(nb201_frame[f"{dataset}_flops_m"].to_numpy() * 1e6)
    assert np.array_equal(params, [each.params for each in found])
    assert np.array_equal(flops, [each.macs + settings.classes for each in found])
