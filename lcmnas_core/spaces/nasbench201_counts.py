"""Closed forms of parameters and multiply-adds of NAS-Bench-201 networks."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.spaces.nasbench201_edges import CONVOLUTIONS

STAGES = 3


def convolution(inputs: int, outputs: int, kernel: int, pixels: int) -> Counts:
    """A convolution without bias onto `pixels` output positions."""
    weights = inputs * outputs * kernel * kernel
    return Counts(weights, weights * pixels, 1, 1)


def norm(channels: int) -> Counts:
    """A batch norm with affine parameters."""
    return Counts(2 * channels, 0, 0, 2)


def linear(inputs: int, outputs: int) -> Counts:
    """A linear layer with bias."""
    return Counts(inputs * outputs + outputs, inputs * outputs, 1, 2)


def stages(settings: BuildSettings) -> tuple[tuple[int, int], ...]:
    """(channels, pixels) of each stage: width doubles and side halves (rounding up) twice."""
    _, height, width = settings.input_shape
    sizes = []
    for stage in range(STAGES):
        sizes.append((settings.channels << stage, height * width))
        height, width = -(-height // 2), -(-width // 2)
    return tuple(sizes)


@cache
def edge_counts(kernel: int, settings: BuildSettings) -> Counts:
    """One convolution edge, in every cell of the network."""
    total = Counts()
    for channels, pixels in stages(settings):
        total += (convolution(channels, channels, kernel, pixels) + norm(channels)) * settings.cells
    return total


def cell_counts(cell: Cell, settings: BuildSettings) -> Counts:
    """The convolutions of every cell of the network, inert ones included."""
    kernels = (CONVOLUTIONS[operation] for operation in cell.operations if operation in CONVOLUTIONS)
    return sum((edge_counts(kernel, settings) for kernel in kernels), Counts())


@cache
def skeleton_counts(settings: BuildSettings) -> Counts:
    """Stem, the two residual reductions, last batch norm and classifier."""
    sizes = stages(settings)
    total = convolution(settings.input_shape[0], settings.channels, 3, sizes[0][1]) + norm(settings.channels)
    for (narrow, _), (wide, pixels) in pairwise(sizes):
        total += convolution(narrow, wide, 3, pixels) + convolution(wide, wide, 3, pixels)
        total += convolution(narrow, wide, 1, pixels) + norm(wide) * 2
    return total + norm(sizes[-1][0]) + linear(sizes[-1][0], settings.classes)


def counts(cell: Cell, settings: BuildSettings) -> Counts:
    """Counts of the written network. The benchmark's own FLOPs add one per class for the bias."""
    return skeleton_counts(settings) + cell_counts(cell, settings)
