"""NAS-Bench-201: building networks, counting, writing strings and finding classes."""

from __future__ import annotations

import itertools

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from lcmnas_core.spaces.nasbench201 import NASBENCH201
from lcmnas_core.spaces.nasbench201_classes import function_class, published_class

CELLS = {
    "two convolutions": "|nor_conv_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|avg_pool_3x3~0|none~1|none~2|",
    "mid": "|nor_conv_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|avg_pool_3x3~0|none~1|nor_conv_3x3~2|",
    "all 3x3": "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|"
    "+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|",
}
SOME = list(itertools.islice(NASBENCH201, 0, None, 16))


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.benchmark(group="build, C=16 N=5")
def test_build(benchmark: BenchmarkFixture, name: str) -> None:
    cell = NASBENCH201.parse(CELLS[name])
    network = benchmark(NASBENCH201.build, cell, NASBENCH201.settings)
    assert network.inert.macs >= 0


@pytest.mark.benchmark(group="977 cells")
def test_counts(benchmark: BenchmarkFixture) -> None:
    found = benchmark(lambda: [NASBENCH201.counts(cell, NASBENCH201.settings) for cell in SOME])
    assert len(found) == 977


@pytest.mark.benchmark(group="977 cells")
def test_strings(benchmark: BenchmarkFixture) -> None:
    found = benchmark(lambda: [NASBENCH201.parse(NASBENCH201.format(cell)) for cell in SOME])
    assert found == SOME


@pytest.mark.benchmark(group="977 cells")
def test_function_classes(benchmark: BenchmarkFixture) -> None:
    assert len(set(benchmark(lambda: [function_class(cell) for cell in SOME]))) > 400


@pytest.mark.benchmark(group="977 cells")
def test_published_classes(benchmark: BenchmarkFixture) -> None:
    assert len(set(benchmark(lambda: [published_class(cell) for cell in SOME]))) > 400
