"""Global NAS: plain chains by depth, width, operations and kernels (Siddiqui et al., arXiv:2502.03553)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.edit_distance import edit_distance
from lcmnas_core.architectures.macro_chain import FULL, SEPARABLE, MacroChain
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.macro_micro_counts import counts
from lcmnas_core.spaces.space import SPACES

if TYPE_CHECKING:
    from torch import nn

SHALLOWEST, DEEPEST = 10, 100
NARROWEST, WIDEST = 16, 128
WIDTH_STEP = 2
"""By how many channels macro search narrows a chain."""
LAYERS = tuple((op, kernel) for op in (SEPARABLE, FULL) for kernel in (3, 5))
EXAMPLE = "C46-1010000000-3333533333"
PUBLISHED = BuildSettings(channels=0, cells=0)
"""CIFAR-10; the width is the architecture's own."""
_FORM = re.compile(r"C([1-9][0-9]{0,3})-([01]+)-([35]+)")


@dataclass(frozen=True)
class MacroMicro:
    """Chains of 10 to 100 layers, at most 128 channels wide in the first stage.

    Macro search begins at 64 channels ("tiny") or at 128 and ends at 16; micro search trims by single
    channels, so that odd widths and those below 16 are of the space too, but neither drawn nor mutated to.
    """

    name: str = "macro_micro"
    settings: BuildSettings = PUBLISHED

    def __contains__(self, chain: object) -> bool:
        return isinstance(chain, MacroChain) and _refusal(chain) is None

    def parse(self, text: str) -> MacroChain:
        """The chain that `C<width>-<operations>-<kernels>` writes, one digit for each layer.

        Raises:
            UsageError: the string is malformed, or the chain is out of the space's bounds.
        """
        found = _FORM.fullmatch(text.strip())
        if found is None or len(found[2]) != len(found[3]):
            raise UsageError(f"malformed architecture {text!r}; expected the form {EXAMPLE!r}")
        chain = MacroChain(int(found[1]), tuple(map(int, found[2])), tuple(map(int, found[3])))
        reason = _refusal(chain)
        if reason is not None:
            raise UsageError(f"{text!r} is not in {self.name}: {reason}")
        return chain

    def format(self, chain: MacroChain) -> str:
        """Width, operations (0 separable, 1 full) and kernels: `C46-1010000000-3333533333`."""
        return f"C{chain.width}-{''.join(map(str, chain.ops))}-{''.join(map(str, chain.kernels))}"

    def sample(self, rng: np.random.Generator) -> MacroChain:
        """One chain: depth, an even width from 16, and each layer's operation and kernel drawn uniformly.

        The paper draws none; its search stays where nearly all layers are separable 3x3.
        """
        depth = int(rng.integers(SHALLOWEST, DEEPEST + 1))
        width = int(rng.choice(np.arange(NARROWEST, WIDEST + 1, WIDTH_STEP)))
        return _chain(width, (LAYERS[drawn] for drawn in rng.integers(len(LAYERS), size=depth)))

    def mutate(self, chain: MacroChain, rng: np.random.Generator) -> MacroChain:
        """Another chain: the depth, the width or a layer is drawn to be changed by one step, then how."""
        while True:
            edited = (_resized, _rewidened, _relayered)[rng.integers(3)](chain, rng)
            if edited != chain and edited in self:
                return edited

    def distance(self, one: MacroChain, other: MacroChain) -> int:
        """Least number of layers to replace, add or remove, and of steps of width, a part of one included."""
        steps = -(-abs(one.width - other.width) // WIDTH_STEP)
        return edit_distance(one.layers, other.layers) + steps

    def build(self, chain: MacroChain, settings: BuildSettings, seed: int = 0) -> nn.Module:
        """The network of `chain`; of `settings` it reads images, classes, initialisation and width factor."""
        from lcmnas_core.spaces.initialisation import initialise
        from lcmnas_core.spaces.macro_micro_network import network

        built = network(chain, settings)
        written = (self.format(chain), *map(str, settings.names().values()))
        initialise(built, settings.initialisation, self.name, *written, seed)
        return built

    def counts(self, chain: MacroChain, settings: BuildSettings) -> Counts:
        """Closed forms of the network."""
        return counts(chain, settings)


def _refusal(chain: MacroChain) -> str | None:
    """What keeps `chain` from being one of the space; None where nothing does."""
    if not SHALLOWEST <= chain.depth <= DEEPEST:
        return f"it has {chain.depth} layers, not {SHALLOWEST} to {DEEPEST}"
    if not 1 <= chain.width <= WIDEST:
        return f"its width is {chain.width}, not 1 to {WIDEST}"
    strange = set(chain.layers).difference(LAYERS)
    return f"there is no layer of operation and kernel {min(strange)}" if strange else None


def _chain(width: int, layers: Iterable[tuple[int, int]]) -> MacroChain:
    ops, kernels = zip(*layers, strict=True)
    return MacroChain(width, ops, kernels)


def _resized(chain: MacroChain, rng: np.random.Generator) -> MacroChain:
    place, is_longer = int(rng.integers(chain.depth + 1)), bool(rng.integers(2))
    added = [LAYERS[rng.integers(len(LAYERS))]] if is_longer else []
    rest = chain.layers[place if is_longer else place + 1 :]
    return _chain(chain.width, (*chain.layers[:place], *added, *rest))


def _rewidened(chain: MacroChain, rng: np.random.Generator) -> MacroChain:
    width = chain.width + (-WIDTH_STEP, WIDTH_STEP)[rng.integers(2)]
    return replace(chain, width=width) if NARROWEST <= width <= WIDEST else chain


def _relayered(chain: MacroChain, rng: np.random.Generator) -> MacroChain:
    layers, place = list(chain.layers), rng.integers(chain.depth)
    layers[place] = LAYERS[rng.integers(len(LAYERS))]
    return _chain(chain.width, layers)


MACRO_MICRO = MacroMicro()
SPACES.register(MACRO_MICRO.name, MACRO_MICRO)
