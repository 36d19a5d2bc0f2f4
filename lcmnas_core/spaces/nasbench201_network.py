"""The network of a NAS-Bench-201 cell, built from its live edges only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import torch
from torch import Tensor, nn

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.inert import Inert
from lcmnas_core.spaces.initialisation import drawn_norms
from lcmnas_core.spaces.nasbench201_counts import cell_counts, convolution, norm, stages
from lcmnas_core.spaces.nasbench201_edges import CONVOLUTIONS, OUTPUT, Value, Wiring, wiring
from lcmnas_core.spaces.undrawn import Convolution, Linear


def conv_norm(inputs: int, outputs: int, kernel: int, stride: int = 1) -> nn.Sequential:
    """A convolution, then batch norm."""
    return nn.Sequential(Convolution(inputs, outputs, kernel, stride), nn.BatchNorm2d(outputs))


class LearntConstant(nn.Module):
    """What a convolution and batch norm of an all-zero input amount to: the batch norm's shift."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.shift = nn.Parameter(torch.zeros(channels))

    def forward(self, zeros: Tensor) -> Tensor:
        """The shift at every position of `zeros` (N, C, H, W)."""
        return self.shift.view(1, -1, 1, 1).expand_as(zeros)


def _edge(operation: str, channels: int, constant: bool) -> nn.Module:
    if constant:
        return LearntConstant(channels)
    if operation in CONVOLUTIONS:
        return conv_norm(channels, channels, CONVOLUTIONS[operation])
    if operation == "avg_pool_3x3":
        return nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)
    return nn.Identity()


class CellModule(nn.Module):
    """One cell: a node is the sum of its live edges; its ReLU runs once, whoever reads it."""

    def __init__(self, plan: Wiring, channels: int) -> None:
        super().__init__()
        self.plan = plan
        self.edges = nn.ModuleDict(
            {f"{s}_{t}": _edge(o, channels, plan.is_constant(s, o)) for s, t, o in plan.edges}
        )
        self.rectify = nn.ModuleDict({str(node): nn.ReLU() for node in plan.rectified})

    def forward(self, images: Tensor) -> Tensor:
        """(N, C, H, W) to the same shape."""
        nodes = {0: images}
        rectified: dict[int, Tensor] = {}
        for node in range(OUTPUT + 1):
            for source, target, operation in self.plan.edges:
                if target == node:
                    read = rectified if operation in CONVOLUTIONS else nodes
                    passed = self.edges[f"{source}_{target}"](read[source])
                    nodes[node] = nodes[node] + passed if node in nodes else passed
            if node in self.plan.rectified:
                if self.plan.values[node] is Value.ZERO:
                    nodes[node] = torch.zeros_like(images)
                rectified[node] = self.rectify[str(node)](nodes[node])
        return nodes[OUTPUT] if OUTPUT in nodes else torch.zeros_like(images)


class Reduction(nn.Module):
    """Residual block between stages: two 3x3 convolutions beside a pooled 1x1 shortcut."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.first = nn.Sequential(nn.ReLU(), conv_norm(inputs, outputs, 3, stride=2))
        self.second = nn.Sequential(nn.ReLU(), conv_norm(outputs, outputs, 3))
        self.shortcut = nn.Sequential(
            nn.AvgPool2d(2, stride=2, ceil_mode=True), Convolution(inputs, outputs, 1)
        )

    def forward(self, images: Tensor) -> Tensor:
        """(N, C, H, W) to (N, 2C, H/2, W/2), halves rounded up."""
        convolved: Tensor = self.second(self.first(images))
        pooled: Tensor = self.shortcut(images)
        return convolved + pooled


class CellNetwork(nn.Module):
    """Stem, three stages of cells with residual reductions between them, classifier."""

    def __init__(self, cell: Cell, settings: BuildSettings, seed: int = 0) -> None:
        super().__init__()
        plan = wiring(cell)
        widths = [channels for channels, _ in stages(settings)]
        self.stem = conv_norm(settings.input_shape[0], settings.channels, 3)
        self.stages = nn.ModuleList(
            nn.Sequential(*(CellModule(plan, width) for _ in range(settings.cells))) for width in widths
        )
        self.reductions = nn.ModuleList(Reduction(narrow, wide) for narrow, wide in pairwise(widths))
        self.last = nn.Sequential(
            nn.BatchNorm2d(widths[-1]), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten()
        )
        self.classifier = Linear(widths[-1], settings.classes)
        self.inert = _inert(cell, plan, settings, seed)

    def forward(self, images: Tensor) -> Tensor:
        """(N, C, H, W) to class scores (N, K)."""
        features = self.stem(images)
        for index, stage in enumerate(self.stages):
            features = stage(features if index == 0 else self.reductions[index - 1](features))
        scores: Tensor = self.classifier(self.last(features))
        return scores


def inert_shapes(cell: Cell, settings: BuildSettings) -> Iterator[tuple[int, ...]]:
    """Weight shape of every convolution that is written but not built."""
    plan = wiring(cell)
    for channels, _ in stages(settings):
        for source, target, operation in cell.edges:
            built = (source, target, operation) in plan.edges and not plan.is_constant(source, operation)
            if operation in CONVOLUTIONS and not built:
                kernel = CONVOLUTIONS[operation]
                yield from [(channels, channels, kernel, kernel)] * settings.cells


def _inert(cell: Cell, plan: Wiring, settings: BuildSettings, seed: int) -> Inert:
    built = Counts()
    convolving = [e for e in cell.edges if e[2] in CONVOLUTIONS]
    for channels, pixels in stages(settings):
        for source, target, operation in convolving:
            kernel = CONVOLUTIONS[operation]
            whole = convolution(channels, channels, kernel, pixels) + norm(channels)
            constant = plan.is_constant(source, operation)
            if (source, target, operation) in plan.edges:
                built += (Counts(channels, 0, 0, 1) if constant else whole) * settings.cells
    left_out = cell_counts(cell, settings) - built
    return Inert(
        params=left_out.params,
        macs=left_out.macs,
        layers=left_out.layers,
        parameter_tensors=left_out.parameter_tensors,
        weight_norms=drawn_norms(inert_shapes(cell, settings), settings.initialisation, seed),
        relu_multiplicity={
            f"stages.{stage}.{index}.rectify.{node}": times
            for stage, _ in enumerate(stages(settings))
            for index in range(settings.cells)
            for node, times in plan.rectified.items()
        },
    )
