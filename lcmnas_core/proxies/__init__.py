"""Proxies: pure functions from observations to one number, in one registry."""

from lcmnas_core.proxies import counts, saliency, separability, synflow, zen
from lcmnas_core.proxies.plugin import GROUP, brought, find
from lcmnas_core.proxies.proxy import PROXIES, Proxy, proxy
from lcmnas_core.proxies.scoring import Score, Scores, Status, score

__all__ = [
    "GROUP",
    "PROXIES",
    "Proxy",
    "Score",
    "Scores",
    "Status",
    "brought",
    "counts",
    "find",
    "proxy",
    "saliency",
    "score",
    "separability",
    "synflow",
    "zen",
]
