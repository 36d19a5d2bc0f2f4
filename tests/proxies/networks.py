"""Small networks the tests of observations and proxies share."""

from __future__ import annotations

import itertools

import torch
import torchvision
from torch import Tensor, nn


class Chain(nn.Module):
    """Convolution, batch norm, ReLU three times over, then global pooling and a classifier."""

    def __init__(self, channels: int = 6, classes: int = 5, image: int = 3) -> None:
        super().__init__()
        widths = (image, channels, channels, 2 * channels)
        parts: list[nn.Module] = []
        for entering, leaving in itertools.pairwise(widths):
            parts += [
                nn.Conv2d(entering, leaving, 3, padding=1),
                nn.BatchNorm2d(leaving),
                nn.ReLU(inplace=True),
            ]
        self.body = nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.head = nn.Linear(2 * channels, classes)

    def forward(self, images: Tensor) -> Tensor:
        return self.head(self.body(images))


class Cell(nn.Module):
    """A NAS-Bench-201 cell in the ReLU-conv-BN order, one ReLU per node; `None` edges are not built."""

    EDGES = ((0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3))

    def __init__(self, ops: tuple[str, ...], channels: int) -> None:
        super().__init__()
        self.ops = ops
        self.relus = nn.ModuleList(nn.ReLU() for _ in range(3))
        self.edges = nn.ModuleList(self._edge(op, channels) for op in ops)

    @staticmethod
    def _edge(op: str, channels: int) -> nn.Module:
        if op.startswith("conv"):
            size = int(op[-1])
            return nn.Sequential(
                nn.Conv2d(channels, channels, size, padding=size // 2, bias=False), nn.BatchNorm2d(channels)
            )
        return nn.AvgPool2d(3, 1, 1, count_include_pad=False) if op == "pool" else nn.Identity()

    def forward(self, images: Tensor) -> Tensor:
        nodes: list[Tensor | None] = [images, None, None, None]
        active: dict[int, Tensor] = {}
        for (start, end), op, edge in zip(self.EDGES, self.ops, self.edges, strict=True):
            source = nodes[start]
            if op == "none" or source is None:
                continue
            if op.startswith("conv"):
                if start not in active:
                    active[start] = self.relus[start](source)
                source = active[start]
            arriving, there = edge(source), nodes[end]
            nodes[end] = arriving if there is None else there + arriving
        last = nodes[3]
        return torch.zeros_like(images) if last is None else last


class Reduction(nn.Module):
    """Residual block that halves the map and doubles the channels."""

    def __init__(self, entering: int, leaving: int) -> None:
        super().__init__()
        self.a = nn.Sequential(
            nn.ReLU(), nn.Conv2d(entering, leaving, 3, 2, 1, bias=False), nn.BatchNorm2d(leaving)
        )
        self.b = nn.Sequential(
            nn.ReLU(), nn.Conv2d(leaving, leaving, 3, 1, 1, bias=False), nn.BatchNorm2d(leaving)
        )
        self.shortcut = nn.Sequential(nn.AvgPool2d(2, 2), nn.Conv2d(entering, leaving, 1, bias=False))

    def forward(self, images: Tensor) -> Tensor:
        return self.shortcut(images) + self.b(self.a(images))


def cells(*ops: str, channels: int = 4, per_stage: int = 1, classes: int = 10) -> nn.Module:
    """A network of NAS-Bench-201 shape from six operations: none, skip, conv1, conv3, pool."""
    parts: list[nn.Module] = [nn.Conv2d(3, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels)]
    for stage in range(3):
        width = channels * 2**stage
        parts += [Reduction(width // 2, width)] if stage else []
        parts += [Cell(ops, width) for _ in range(per_stage)]
    wide = channels * 4
    ends = [nn.BatchNorm2d(wide), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    return nn.Sequential(*parts, *ends, nn.Linear(wide, classes))


MIXED = ("conv3", "conv1", "skip", "pool", "none", "conv3")
HEAVY = ("conv3",) * 6
POOLED = ("conv1", "pool", "conv1", "pool", "skip", "conv3")
LIGHT = ("skip", "conv1", "none", "skip", "pool", "skip")


def named(name: str) -> nn.Module:
    """The network of this name, freshly initialised from a fixed seed."""
    torch.manual_seed(3)
    makers = {
        "chain": Chain,
        "mixed": lambda: cells(*MIXED),
        "heavy": lambda: cells(*HEAVY),
        "pooled": lambda: cells(*POOLED),
        "resnet18": lambda: torchvision.models.resnet18(num_classes=10),
    }
    return makers[name]()
