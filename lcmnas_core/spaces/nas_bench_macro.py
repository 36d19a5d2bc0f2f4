"""NAS-Bench-Macro: eight blocks, three operations; 6,561 chains (Su et al., CVPR 2021, arXiv:2103.11922)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lcmnas_core.architectures.block_chain import OPERATIONS, STAGES, BlockChain
from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.hamming import hamming_distance
from lcmnas_core.spaces.nas_bench_macro_counts import counts
from lcmnas_core.spaces.space import SPACES

if TYPE_CHECKING:
    from torch import nn

BLOCKS = sum(STAGES)
PUBLISHED = BuildSettings(channels=32, cells=0)
"""The size of the published benchmark on CIFAR-10."""
_CHOICES = range(len(OPERATIONS))


@dataclass(frozen=True)
class NasBenchMacro:
    """Chains of eight blocks: identity, or an inverted residual of one of two sizes."""

    name: str = "nas_bench_macro"
    settings: BuildSettings = PUBLISHED

    def __len__(self) -> int:
        return int(len(OPERATIONS) ** BLOCKS)

    def __contains__(self, chain: object) -> bool:
        return (
            isinstance(chain, BlockChain) and len(chain.blocks) == BLOCKS and set(chain.blocks) <= {*_CHOICES}
        )

    def __iter__(self) -> Iterator[BlockChain]:
        return map(BlockChain, itertools.product(_CHOICES, repeat=BLOCKS))

    def sample(self, rng: np.random.Generator) -> BlockChain:
        """One chain, each block's operation drawn uniformly."""
        return BlockChain(tuple(map(int, rng.integers(len(OPERATIONS), size=BLOCKS))))

    def neighbours(self, chain: BlockChain) -> Iterator[BlockChain]:
        """The 16 chains that differ from `chain` in exactly one block; none of them is the same network."""
        for place, current in enumerate(chain.blocks):
            for operation in _CHOICES:
                if operation != current:
                    yield BlockChain((*chain.blocks[:place], operation, *chain.blocks[place + 1 :]))

    def distance(self, one: BlockChain, other: BlockChain) -> int:
        """In how many blocks two chains differ."""
        return hamming_distance(one.blocks, other.blocks)

    def format(self, chain: BlockChain) -> str:
        """The eight digits of the published table; chains of one network (`settled`) keep their own."""
        return str(chain)

    def parse(self, text: str) -> BlockChain:
        """The chain that eight digits write.

        Raises:
            UsageError: another length or another digit.
        """
        return BlockChain.parse(text)

    def build(self, chain: BlockChain, settings: BuildSettings, seed: int = 0) -> nn.Module:
        """The network of `chain`; `settings.cells` and `width_factor` mean nothing here."""
        from lcmnas_core.spaces.initialisation import initialise
        from lcmnas_core.spaces.nas_bench_macro_network import network

        built = network(chain, settings)
        written = (self.format(chain), *map(str, settings.names().values()))
        initialise(built, settings.initialisation, self.name, *written, seed)
        return built

    def counts(self, chain: BlockChain, settings: BuildSettings) -> Counts:
        """Closed forms of the network: parameters and FLOPs as the published table has them."""
        return counts(chain, settings)


NAS_BENCH_MACRO = NasBenchMacro()
SPACES.register(NAS_BENCH_MACRO.name, NAS_BENCH_MACRO)
