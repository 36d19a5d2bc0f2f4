"""Draw until a chain is accepted, and count why the others were not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.decoding.decode import decode
from lcmnas_core.architectures.decoding.plan import Plan
from lcmnas_core.architectures.decoding.unbuildable import Reason, Unbuildable
from lcmnas_core.architectures.layer_chain import LayerChain
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.wdg_macro.draw import draw
from lcmnas_core.spaces.wdg_macro.pool import Pool
from lcmnas_core.spaces.wdg_macro.rules import CORRECTED_RULES, Rules

MOST_DRAWS = 20_000
"""Draws in a row without an accepted one after which the demands count as impossible."""


@dataclass(frozen=True)
class Drawn:
    """An accepted chain.

    Attributes:
        plan: what is built from it.
        rejected: draws before it that were not accepted, by reason.
    """

    chain: LayerChain
    plan: Plan
    rejected: Mapping[Reason, int]


def judged(chain: LayerChain, settings: BuildSettings, rules: Rules = CORRECTED_RULES) -> Plan | Reason:
    """What is built from `chain`, or why it is not accepted."""
    try:
        plan = decode(chain, settings, rules.decoding)
    except Unbuildable as error:
        return error.reason
    return rules.acceptance.refuses(plan) or plan


def accepted(
    draws: Callable[[], LayerChain], settings: BuildSettings, rules: Rules = CORRECTED_RULES
) -> Drawn:
    """The first of `draws` that is accepted.

    Raises:
        UsageError: 20,000 draws in a row were not.
    """
    rejected: Counter[Reason] = Counter()
    for _ in range(MOST_DRAWS):
        chain = draws()
        found = judged(chain, settings, rules)
        if isinstance(found, Plan):
            return Drawn(chain, found, rejected)
        rejected[found] += 1
    (most, times), *_ = rejected.most_common(1)
    raise UsageError(
        f"none of {MOST_DRAWS} drawn networks was accepted, {times} for {most}; raise the limits, "
        "lower the width factor, or take other reference networks"
    )


def sample_accepted(
    pool: Pool, settings: BuildSettings, rng: np.random.Generator, rules: Rules = CORRECTED_RULES
) -> Drawn:
    """The first accepted chain drawn from `pool`; `pool` was made with `rules.sampling`.

    Raises:
        UsageError: 20,000 draws in a row were not accepted.
    """
    return accepted(lambda: draw(pool, settings.input_shape, rng), settings, rules)
