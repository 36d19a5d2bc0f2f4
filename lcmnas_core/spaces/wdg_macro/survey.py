"""How many draws are accepted, why the others are not, and how deep the accepted ones are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.decoding.plan import Plan
from lcmnas_core.architectures.decoding.unbuildable import Reason
from lcmnas_core.spaces.wdg_macro.accepted import judged
from lcmnas_core.spaces.wdg_macro.draw import draw
from lcmnas_core.spaces.wdg_macro.pool import Pool
from lcmnas_core.spaces.wdg_macro.rules import CORRECTED_RULES, Rules


@dataclass(frozen=True)
class Survey:
    """What became of a number of draws.

    Attributes:
        accepted: the plans of those accepted.
        rejected: the others, by reason.
    """

    accepted: tuple[Plan, ...]
    rejected: Mapping[Reason, int]

    @property
    def rejection_rate(self) -> float:
        """Share of the draws that were not accepted."""
        rejected = sum(self.rejected.values())
        return rejected / (rejected + len(self.accepted))

    @property
    def depths(self) -> tuple[int, ...]:
        """Convolutions and linear layers of each accepted network."""
        return tuple(plan.counts.layers for plan in self.accepted)


def survey(
    pool: Pool, settings: BuildSettings, rng: np.random.Generator, draws: int, rules: Rules = CORRECTED_RULES
) -> Survey:
    """Draw and judge `draws` chains; nothing is built."""
    accepted, rejected = [], Counter[Reason]()
    for _ in range(draws):
        found = judged(draw(pool, settings.input_shape, rng), settings, rules)
        if isinstance(found, Plan):
            accepted.append(found)
        else:
            rejected[found] += 1
    return Survey(tuple(accepted), rejected)
