"""The network of a NAS-Bench-Macro chain."""

from __future__ import annotations

from collections.abc import Iterator

from torch import Tensor, nn

from lcmnas_core.architectures.block_chain import BlockChain
from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.spaces.nas_bench_macro_counts import HEAD, INVERTED, Block, blocks
from lcmnas_core.spaces.undrawn import Convolution, Linear


class Residual(nn.Module):
    """A map, and what its layers make of it, added."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    def forward(self, images: Tensor) -> Tensor:
        """(N, C, H, W) to the same shape."""
        changed: Tensor = self.body(images)
        return changed + images


def network(chain: BlockChain, settings: BuildSettings) -> nn.Sequential:
    """Stem, the blocks that do something, head and classifier; weights not yet drawn.

    As the benchmark's public code has it: no convolution has a bias, each is followed by a batch norm, and
    that by a ReLU in stem and head and inside an inverted residual, not behind one.
    """
    passed = list(blocks(chain, settings))
    last = passed[-1].outputs
    return nn.Sequential(
        nn.Sequential(*_rectified(settings.input_shape[0], settings.channels, 3)),
        *(_module(block) for block in passed if not block.is_nothing),
        nn.Sequential(*_rectified(last, HEAD * last, 1)),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        Linear(HEAD * last, settings.classes),
    )


def _module(block: Block) -> nn.Module:
    if block.operation not in INVERTED:
        return nn.Sequential(*_normed(block.inputs, block.outputs, 1, block.stride))
    expansion, kernel = INVERTED[block.operation]
    hidden = expansion * block.inputs
    body = nn.Sequential(
        *_rectified(block.inputs, hidden, 1),
        *_rectified(hidden, hidden, kernel, block.stride, groups=hidden),
        *_normed(hidden, block.outputs, 1),
    )
    return Residual(body) if block.adds else body


def _normed(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> Iterator[nn.Module]:
    yield Convolution(inputs, outputs, kernel, stride, groups)
    yield nn.BatchNorm2d(outputs)


def _rectified(
    inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1
) -> Iterator[nn.Module]:
    yield from _normed(inputs, outputs, kernel, stride, groups)
    yield nn.ReLU()
