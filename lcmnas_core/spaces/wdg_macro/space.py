"""`wdg_macro`: networks written layer by layer from graphs of hand-designed ones (arXiv:2203.05508)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.decoding.decode import decode
from lcmnas_core.architectures.decoding.unbuildable import Unbuildable
from lcmnas_core.architectures.edit_distance import edit_distance
from lcmnas_core.architectures.layer_chain import LayerChain, parse_chain
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.space import SPACES
from lcmnas_core.spaces.wdg_macro.acceptance import Acceptance, Limits
from lcmnas_core.spaces.wdg_macro.accepted import Drawn, sample_accepted
from lcmnas_core.spaces.wdg_macro.mutation import mutated
from lcmnas_core.spaces.wdg_macro.references import reference_pool
from lcmnas_core.spaces.wdg_macro.rules import CORRECTED_RULES, ORIGINAL_RULES, Rules

if TYPE_CHECKING:
    from torch import nn

CIFAR = BuildSettings(channels=0, cells=0)
MOBILE = Limits(params=5_000_000, macs=600_000_000)
"""What a sample of the registered spaces may cost, after the field's mobile setting."""


@dataclass(frozen=True)
class WdgMacro:
    """Chains of layers drawn from 34 hand-designed networks; any chain that can be built belongs.

    Attributes:
        settings: the size for which chains are drawn, checked and changed.
        variant: reading of the reference networks' traces.
        rules: how chains are written, read and accepted.
    """

    name: str = "wdg_macro"
    settings: BuildSettings = CIFAR
    variant: str = "paper"
    rules: Rules = CORRECTED_RULES

    def __contains__(self, chain: object) -> bool:
        return isinstance(chain, LayerChain) and self._fault(chain) is None

    def parse(self, text: str) -> LayerChain:
        """The chain that `text` writes.

        Raises:
            UsageError: malformed, or a chain that cannot be built.
        """
        chain = parse_chain(text)
        fault = self._fault(chain)
        if fault:
            raise UsageError(f"{fault}, in {text!r}")
        return chain

    def format(self, chain: LayerChain) -> str:
        """`Conv2d(out_channels=64,kernel_size=3)|ReLU|...|Classifier`."""
        return str(chain)

    def sample(self, rng: np.random.Generator) -> LayerChain:
        """An accepted chain drawn from the reference networks, all alike fit."""
        return self.drawn(rng).chain

    def drawn(self, rng: np.random.Generator) -> Drawn:
        """What `sample` draws, with its plan and the draws that were rejected before."""
        rules = self.rules.for_variant(self.variant)
        return sample_accepted(reference_pool(self.variant, rules.sampling), self.settings, rng, rules)

    def mutate(self, chain: LayerChain, rng: np.random.Generator) -> LayerChain:
        """An accepted chain one edit away, drawn from the union of the reference graphs."""
        rules = self.rules.for_variant(self.variant)
        return mutated(chain, self.variant, self.settings, rng, rules).chain

    def distance(self, one: LayerChain, other: LayerChain) -> int:
        """Least number of layers to change, insert or delete."""
        return edit_distance(one.layers, other.layers)

    def build(self, chain: LayerChain, settings: BuildSettings, seed: int = 0) -> nn.Module:
        """The network of `chain` at `settings`.

        Raises:
            Unbuildable: there is none.
        """
        from lcmnas_core.spaces.initialisation import initialise
        from lcmnas_core.spaces.wdg_macro.network import ChainNetwork

        network = ChainNetwork(decode(chain, settings, self.rules.decoding))
        sizes = map(str, settings.names().values())
        initialise(network, settings.initialisation, self.name, self.format(chain), *sizes, seed)
        return network

    def counts(self, chain: LayerChain, settings: BuildSettings) -> Counts:
        """What the built network costs."""
        return decode(chain, settings, self.rules.decoding).counts

    def _fault(self, chain: LayerChain) -> Unbuildable | None:
        try:
            decode(chain, self.settings, self.rules.decoding.at_any_size)
        except Unbuildable as error:
            return error
        return None


WDG_MACRO = WdgMacro(rules=replace(CORRECTED_RULES, acceptance=Acceptance(MOBILE)))
WDG_MACRO_ORIGINAL = WdgMacro(
    "wdg_macro_original",
    rules=replace(ORIGINAL_RULES, acceptance=replace(ORIGINAL_RULES.acceptance, limits=MOBILE)),
)
"""As the code published with the paper draws and builds."""

SPACES.register(WDG_MACRO.name, WDG_MACRO)
SPACES.register(WDG_MACRO_ORIGINAL.name, WDG_MACRO_ORIGINAL)
