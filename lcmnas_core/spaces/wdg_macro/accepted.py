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
class Judgement:
    """What the checks say of a chain.

    Attributes:
        plan: what would be built from it; None where nothing can be.
        reason: why it is not accepted; None if it is.
    """

    plan: Plan | None
    reason: Reason | None


@dataclass(frozen=True)
class Drawn:
    """An accepted chain.

    Attributes:
        plan: what is built from it.
        rejected: draws before it that were not accepted, by reason.
        depths: how many of the draws, itself included, could be built with which depth.
    """

    chain: LayerChain
    plan: Plan
    rejected: Mapping[Reason, int]
    depths: Mapping[int, int]


def judged(chain: LayerChain, settings: BuildSettings, rules: Rules = CORRECTED_RULES) -> Judgement:
    """Whether `chain` is accepted for networks of `settings`."""
    try:
        plan = decode(chain, settings, rules.decoding)
    except Unbuildable as error:
        return Judgement(None, error.reason)
    return Judgement(plan, rules.acceptance.refuses(plan))


def accepted(
    draws: Callable[[], LayerChain], settings: BuildSettings, rules: Rules = CORRECTED_RULES
) -> Drawn:
    """The first of `draws` that is accepted.

    Raises:
        UsageError: 20,000 draws in a row were not.
    """
    rejected, depths = Counter[Reason](), Counter[int]()
    for _ in range(MOST_DRAWS):
        chain = draws()
        found = judged(chain, settings, rules)
        if found.plan is not None:
            depths[found.plan.counts.layers] += 1
            if found.reason is None:
                return Drawn(chain, found.plan, rejected, depths)
        if found.reason is not None:
            rejected[found.reason] += 1
    (most, times), *_ = rejected.most_common(1)
    raise UsageError(
        f"none of {MOST_DRAWS} drawn networks was accepted, {times} for {most}; raise the limits "
        "or lower the width factor"
    )


def sample_accepted(
    pool: Pool, settings: BuildSettings, rng: np.random.Generator, rules: Rules = CORRECTED_RULES
) -> Drawn:
    """The first accepted chain drawn from `pool`; `pool` was made with `rules.sampling`.

    Raises:
        UsageError: 20,000 draws in a row were not accepted.
    """
    return accepted(lambda: draw(pool, settings.input_shape, rng), settings, rules)
