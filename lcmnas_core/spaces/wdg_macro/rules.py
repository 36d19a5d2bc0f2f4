"""All choices of the space in one value: how chains are written, read and accepted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lcmnas_core.architectures.decoding.rules import CORRECTED_DECODING, ORIGINAL_DECODING, DecodingRules
from lcmnas_core.spaces.wdg_macro.acceptance import USUAL_ACCEPTANCE, Acceptance
from lcmnas_core.spaces.wdg_macro.sampling_rules import CORRECTED_SAMPLING, ORIGINAL_SAMPLING, SamplingRules

BRANCHED = "branched"
"""The variant whose graphs hold true joins."""


@dataclass(frozen=True)
class Rules:
    """Writing, reading and accepting chains."""

    sampling: SamplingRules = CORRECTED_SAMPLING
    decoding: DecodingRules = CORRECTED_DECODING
    acceptance: Acceptance = USUAL_ACCEPTANCE

    def for_variant(self, variant: str) -> Rules:
        """The rules for drawing from graphs of `variant`: true joins leave no room for bottlenecks."""
        return replace(self, sampling=replace(self.sampling, residual=0.0)) if variant == BRANCHED else self


CORRECTED_RULES = Rules()
ORIGINAL_RULES = Rules(ORIGINAL_SAMPLING, ORIGINAL_DECODING, Acceptance(mixing_too=False))
"""The code published with arXiv:2203.05508."""
