"""The learning rate over a training, as functions of (peak rate, share of steps done, warm-up share)."""

from __future__ import annotations

import math
from collections.abc import Callable

from lcmnas_core.registry import Registry

Schedule = Callable[[float, float, float], float]

ONE_CYCLE = "one_cycle"

SCHEDULES: Registry[Schedule] = Registry("learning rate schedule")


def one_cycle(peak: float, share: float, warmup: float) -> float:
    r"""A linear rise over the first `warmup` share of all steps, then a half cosine to zero.

    .. math:: \eta(t) = \tfrac12 \eta_{max} (1 + \cos \pi u), \quad u = (t - w) / (1 - w)
    """
    if share < warmup:
        return peak * share / warmup
    return peak * 0.5 * (1 + math.cos(math.pi * (share - warmup) / (1 - warmup)))


def cosine(peak: float, share: float, _: float) -> float:
    r"""A half cosine from the peak to zero, step by step: :math:`\tfrac12 \eta_{max} (1 + \cos \pi t)`."""
    return one_cycle(peak, share, 0.0)


def constant(peak: float, _share: float, _warmup: float) -> float:
    """The peak rate throughout."""
    return peak


SCHEDULES.register(ONE_CYCLE, one_cycle)
SCHEDULES.register("cosine", cosine)
SCHEDULES.register("constant", constant)
