"""All choices of the space in one value: how chains are written, read and accepted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lcmnas_core.architectures.decoding.rules import CORRECTED_DECODING, ORIGINAL_DECODING, DecodingRules
from lcmnas_core.spaces.wdg_macro.acceptance import USUAL_ACCEPTANCE, Acceptance
from lcmnas_core.spaces.wdg_macro.sampling_rules import CORRECTED_SAMPLING, ORIGINAL_SAMPLING, SamplingRules
from lcmnas_core.tracing.variants import VARIANTS


@dataclass(frozen=True)
class Rules:
    """Writing, reading and accepting chains."""

    sampling: SamplingRules = CORRECTED_SAMPLING
    decoding: DecodingRules = CORRECTED_DECODING
    acceptance: Acceptance = USUAL_ACCEPTANCE

    def for_variant(self, variant: str) -> Rules:
        """The rules for drawing from graphs of `variant`: true joins leave no room for bottlenecks.

        Raises:
            UnknownName: no such variant.
        """
        read, sampling = VARIANTS[variant], self.sampling
        sampling = replace(
            sampling,
            residual=0.0 if read.joins else sampling.residual,
            by_frequency=sampling.by_frequency and read.by_frequency,
        )
        return replace(self, sampling=sampling)


CORRECTED_RULES = Rules()
ORIGINAL_RULES = Rules(ORIGINAL_SAMPLING, ORIGINAL_DECODING, Acceptance(mixing_too=False))
"""The code published with arXiv:2203.05508."""
