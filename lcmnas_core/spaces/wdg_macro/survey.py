"""How many draws are accepted, why the others are not, and how deep they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.decoding.unbuildable import Reason
from lcmnas_core.spaces.wdg_macro.acceptance import Acceptance, Limits
from lcmnas_core.spaces.wdg_macro.accepted import judged
from lcmnas_core.spaces.wdg_macro.draw import draw
from lcmnas_core.spaces.wdg_macro.pool import Pool
from lcmnas_core.spaces.wdg_macro.references import reference_pool
from lcmnas_core.spaces.wdg_macro.rules import CORRECTED_RULES, Rules


@dataclass(frozen=True)
class Survey:
    """What became of a number of draws; depths are of convolutions and linear layers.

    Attributes:
        accepted: depth of each network that was accepted.
        built: depth of each that could be built, accepted or not.
        rejected: draws that were not accepted, by reason.
    """

    accepted: tuple[int, ...]
    built: tuple[int, ...]
    rejected: Counter[Reason]

    @property
    def rejection_rate(self) -> float:
        """Share of the draws that were not accepted."""
        rejected = sum(self.rejected.values())
        return rejected / (rejected + len(self.accepted))


def survey(
    pool: Pool, settings: BuildSettings, rng: np.random.Generator, draws: int, rules: Rules = CORRECTED_RULES
) -> Survey:
    """Draw and judge `draws` chains; nothing is built."""
    found = [judged(draw(pool, settings.input_shape, rng), settings, rules) for _ in range(draws)]
    depths = [None if each.plan is None else each.plan.counts.layers for each in found]
    return Survey(
        accepted=tuple(
            depth
            for each, depth in zip(found, depths, strict=True)
            if depth is not None and each.reason is None
        ),
        built=tuple(depth for depth in depths if depth is not None),
        rejected=Counter(each.reason for each in found if each.reason is not None),
    )


def survey_references(
    settings: BuildSettings, limits: Limits, variant: str, rng: np.random.Generator, draws: int
) -> Survey:
    """What `limits` let through of draws from the reference networks, all alike fit.

    Raises:
        UnknownName: no such variant.
    """
    rules = CORRECTED_RULES.for_variant(variant)
    limited = replace(rules, acceptance=Acceptance(limits))
    return survey(reference_pool(variant, rules.sampling), settings, rng, draws, limited)
