"""NAS-Bench-201 networks as peers build them: every edge a module, a ReLU in front of every convolution."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell


class Zero(nn.Module):
    def forward(self, maps: Tensor) -> Tensor:
        return maps.mul(0.0)


def relu_conv_norm(entering: int, leaving: int, kernel: int, stride: int = 1) -> nn.Sequential:
    conv = nn.Conv2d(entering, leaving, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(nn.ReLU(inplace=False), conv, nn.BatchNorm2d(leaving))


def operation(name: str, channels: int) -> nn.Module:
    made = {
        "none": Zero,
        "skip_connect": nn.Identity,
        "avg_pool_3x3": lambda: nn.AvgPool2d(3, 1, 1, count_include_pad=False),
        "nor_conv_1x1": lambda: relu_conv_norm(channels, channels, 1),
        "nor_conv_3x3": lambda: relu_conv_norm(channels, channels, 3),
    }
    return made[name]()


class PeerCell(nn.Module):
    def __init__(self, cell: Cell, channels: int) -> None:
        super().__init__()
        self.wires = [(source, target) for source, target, _ in cell.edges]
        self.edges = nn.ModuleDict({f"{s}_{t}": operation(name, channels) for s, t, name in cell.edges})

    def forward(self, maps: Tensor) -> Tensor:
        nodes = [maps]
        for node in (1, 2, 3):
            nodes.append(sum(self.edges[f"{s}_{t}"](nodes[s]) for s, t in self.wires if t == node))
        return nodes[3]


class PeerReduction(nn.Module):
    def __init__(self, entering: int, leaving: int) -> None:
        super().__init__()
        self.first = relu_conv_norm(entering, leaving, 3, 2)
        self.second = relu_conv_norm(leaving, leaving, 3)
        conv = nn.Conv2d(entering, leaving, 1, bias=False)
        self.shortcut = nn.Sequential(nn.AvgPool2d(2, 2, ceil_mode=True), conv)

    def forward(self, maps: Tensor) -> Tensor:
        return self.second(self.first(maps)) + self.shortcut(maps)


def peer_network(cell: Cell, settings: BuildSettings) -> nn.Module:
    """Every edge built, dead ones too."""
    width, parts = settings.channels, []
    for stage in range(3):
        parts += [PeerReduction(width << (stage - 1), width << stage)] if stage else []
        parts += [PeerCell(cell, width << stage) for _ in range(settings.cells)]
    stem = nn.Sequential(
        nn.Conv2d(settings.input_shape[0], width, 3, padding=1, bias=False), nn.BatchNorm2d(width)
    )
    last = nn.Sequential(nn.BatchNorm2d(4 * width), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    return nn.Sequential(stem, *parts, last, nn.Linear(4 * width, settings.classes))


def transport(source: nn.Module, peer: nn.Module, cell: Cell, settings: BuildSettings) -> nn.Module:
    """Give the peer the weights of our network of the same cell; its further edges keep their own."""
    parts = list(peer)
    pairs: list[tuple[nn.Module, nn.Module]] = [(source.stem, parts[0]), (source.classifier, parts[-1])]
    for stage, modules in enumerate(source.stages):
        offset = 1 + stage * (settings.cells + 1)
        if stage:
            ours, theirs = source.reductions[stage - 1], parts[offset - 1]
            pairs += [
                (getattr(ours, name), getattr(theirs, name)) for name in ("first", "second", "shortcut")
            ]
        for ours, theirs in zip(modules, parts[offset : offset + settings.cells], strict=True):
            pairs += [(edge, theirs.edges[name]) for name, edge in ours.edges.items()]
    with torch.no_grad():
        for ours, theirs in pairs:
            for kind in (nn.Conv2d, nn.Linear):
                mine = [module for module in ours.modules() if isinstance(module, kind)]
                them = [module for module in theirs.modules() if isinstance(module, kind)]
                for a, b in zip(mine, them, strict=bool(mine)):
                    b.weight.copy_(a.weight)
                    if b.bias is not None:
                        b.bias.copy_(a.bias)
    return peer
