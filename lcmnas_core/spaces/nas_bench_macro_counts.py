"""What every block of a NAS-Bench-Macro network reads and gives, and what that costs, without building it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lcmnas_core.architectures.block_chain import STAGES, BlockChain
from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.spaces.nasbench201_counts import convolution, linear, norm

INVERTED = {1: (3, 3), 2: (6, 5)}
"""Expansion and kernel of each inverted residual, by operation."""

HEAD = 5
"""Channels before the classifier, in channels of the last stage: 1,280 of 256 as published."""


@dataclass(frozen=True)
class Block:
    """One block at its place; `entering` and `leaving` are (H, W) of the maps it reads and gives."""

    operation: int
    inputs: int
    outputs: int
    stride: int
    entering: tuple[int, int]
    leaving: tuple[int, int]

    @property
    def is_nothing(self) -> bool:
        """Whether the block passes its map on as it is."""
        return self.operation not in INVERTED and self.stride == 1

    @property
    def adds(self) -> bool:
        """Whether the block's map is added to what its convolutions make of it."""
        return self.operation in INVERTED and self.stride == 1


def blocks(chain: BlockChain, settings: BuildSettings) -> Iterator[Block]:
    """The eight blocks in order; sides are halved rounding up."""
    operations = iter(chain.blocks)
    channels, (_, height, width) = settings.channels, settings.input_shape
    for size in STAGES:
        halved = -(-height // 2), -(-width // 2)
        yield Block(next(operations), channels, 2 * channels, 2, (height, width), halved)
        channels, (height, width) = 2 * channels, halved
        for _ in range(size - 1):
            yield Block(next(operations), channels, channels, 1, halved, halved)


@cache
def block_counts(block: Block) -> Counts:
    """Counts of one block, batch norms included."""
    before, after = (height * width for height, width in (block.entering, block.leaving))
    if block.is_nothing:
        return Counts()
    if block.operation not in INVERTED:
        return convolution(block.inputs, block.outputs, 1, after) + norm(block.outputs)
    expansion, kernel = INVERTED[block.operation]
    hidden = expansion * block.inputs
    expanding = convolution(block.inputs, hidden, 1, before) + norm(hidden)
    depthwise = convolution(1, hidden, kernel, after) + norm(hidden)
    return expanding + depthwise + convolution(hidden, block.outputs, 1, after) + norm(block.outputs)


def counts(chain: BlockChain, settings: BuildSettings) -> Counts:
    """Closed forms of the network; `macs` are the FLOPs of the published table."""
    passed = list(blocks(chain, settings))
    images, height, width = settings.input_shape
    stem = convolution(images, settings.channels, 3, height * width) + norm(settings.channels)
    last, (height, width) = passed[-1].outputs, passed[-1].leaving
    wide = HEAD * last
    head = convolution(last, wide, 1, height * width) + norm(wide) + linear(wide, settings.classes)
    return sum(map(block_counts, passed), stem + head)
