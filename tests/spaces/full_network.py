"""The plain NAS-Bench-201 network: every edge a module, zeros computed, one ReLU per convolution edge."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell

KERNELS = {"nor_conv_1x1": 1, "nor_conv_3x3": 3}
PAIRS = ((0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3))


class Zero(nn.Module):
    def forward(self, images: Tensor) -> Tensor:
        return images * 0


def relu_conv_norm(inputs: int, outputs: int, kernel: int, stride: int = 1) -> nn.Sequential:
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(nn.ReLU(), convolution, nn.BatchNorm2d(outputs))


def edge_module(operation: str, channels: int) -> nn.Module:
    if operation == "none":
        return Zero()
    if operation == "skip_connect":
        return nn.Identity()
    if operation == "avg_pool_3x3":
        return nn.AvgPool2d(3, 1, 1, count_include_pad=False)
    return relu_conv_norm(channels, channels, KERNELS[operation])


class FullCell(nn.Module):
    def __init__(self, cell: Cell, channels: int) -> None:
        super().__init__()
        self.edges = nn.ModuleDict(
            {f"{s}_{t}": edge_module(o, channels) for (s, t), o in zip(PAIRS, cell.operations, strict=True)}
        )

    def forward(self, images: Tensor) -> Tensor:
        nodes = [images]
        for node in (1, 2, 3):
            nodes.append(sum(self.edges[f"{source}_{node}"](nodes[source]) for source in range(node)))
        return nodes[3]


class FullReduction(nn.Module):
    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.first = relu_conv_norm(inputs, 2 * inputs, 3, 2)
        self.second = relu_conv_norm(2 * inputs, 2 * inputs, 3)
        self.shortcut = nn.Sequential(nn.AvgPool2d(2, 2), nn.Conv2d(inputs, 2 * inputs, 1, bias=False))

    def forward(self, images: Tensor) -> Tensor:
        return self.second(self.first(images)) + self.shortcut(images)


class FullNetwork(nn.Module):
    def __init__(self, cell: Cell, settings: BuildSettings) -> None:
        super().__init__()
        C = settings.channels
        stem = nn.Conv2d(settings.input_shape[0], C, 3, padding=1, bias=False)
        self.stem = nn.Sequential(stem, nn.BatchNorm2d(C))
        self.stages = nn.ModuleList(
            nn.Sequential(*(FullCell(cell, width) for _ in range(settings.cells)))
            for width in (C, 2 * C, 4 * C)
        )
        self.reductions = nn.ModuleList([FullReduction(C), FullReduction(2 * C)])
        self.last = nn.Sequential(nn.BatchNorm2d(4 * C), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.classifier = nn.Linear(4 * C, settings.classes)

    def forward(self, images: Tensor) -> Tensor:
        features = self.stages[0](self.stem(images))
        features = self.stages[1](self.reductions[0](features))
        features = self.stages[2](self.reductions[1](features))
        return self.classifier(self.last(features))


def twin_name(name: str) -> str:
    """Where the full network keeps what the live one calls `name`."""
    owner, _, leaf = name.rpartition(".")
    if leaf == "shift":
        return f"{owner}.2.bias"
    parts = owner.split(".")
    if ".edges." in owner:
        # live: conv, norm; full: ReLU, conv, norm
        return ".".join([*parts[:-1], str(int(parts[-1]) + 1), leaf])
    if parts[0] == "reductions" and parts[2] in ("first", "second"):
        # live: ReLU, (conv, norm); full: ReLU, conv, norm
        return ".".join([*parts[:3], str(int(parts[-1]) + 1), leaf])
    return name


@torch.no_grad()
def give_weights(live: nn.Module, full: FullNetwork) -> None:
    """Copy every parameter and buffer of the live network to its place in the full one."""
    places = full.state_dict()
    for name, value in live.state_dict().items():
        place = places[twin_name(name)]
        assert place.shape == value.shape, name
        place.copy_(value)
