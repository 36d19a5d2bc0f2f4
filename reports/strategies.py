"""Strategies of the arena: under which names, and which of them keep a colour of their own."""

from __future__ import annotations

from collections.abc import Iterable

from .methods import OTHER

BASELINE = "random_search"
"""The strategy that every other is held against."""

_KINDS = {
    "cell_lcmnas": "lcmnas",
    "lissnas": "lissnas",
    "predictor": "predictor",
    "regularized_evolution": "regularized_evolution",
    BASELINE: BASELINE,
}
PICKED = tuple(_KINDS)
"""Strategies that figures pick out of many, in the order of legends."""

_LABELS = {
    "cell_lcmnas": "LCMNAS, cells (ours)",
    "econas": "EcoNAS",
    "econas_one_stage": "EcoNAS in one stage",
    "early_exit": "early-exit start",
    "lissnas": "LISSNAS",
    "proxy_argmax_nwot": "best by nwot",
    "proxy_argmax_logsynflow": "best by logsynflow",
    "proxy_argmax_params": "best by params",
    "warm_start_synflow": "warm start by synflow",
}


def label(strategy: str) -> str:
    """The strategy as a reader sees it."""
    return _LABELS.get(strategy, strategy.replace("_", " "))


def kind(strategy: str) -> str:
    """Whose colour and marker it has; all that are not picked out share those of `other_method`."""
    return _KINDS.get(strategy, OTHER)


def picked(strategies: Iterable[str], leader: str) -> list[str]:
    """Those that figures pick out: the fixed ones as far as they are there, and who leads."""
    present = set(strategies)
    return [each for each in (*PICKED, *(() if leader in PICKED else (leader,))) if each in present]
