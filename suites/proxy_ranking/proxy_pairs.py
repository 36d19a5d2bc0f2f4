"""How alike any two proxies rank."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

from lcmnas_core.metrics import MINIMUM_TO_PRINT, kendall_tau

from .measured import Scored
from .seed_mean import mean


def pairs(scored: Scored) -> Iterator[dict[str, Any]]:
    """Mean tau over seeds of every two proxies on the architectures that both scored."""
    for (one, first), (other, second) in combinations(scored.values.items(), 2):
        common = ~np.isnan(first[0]) & ~np.isnan(second[0])
        n = int(common.sum())
        taus = [kendall_tau(a[common], b[common]) for a, b in zip(first, second, strict=True)]
        yield {
            "population": scored.population,
            "proxy": one,
            "other": other,
            "tau": mean(taus) if n >= MINIMUM_TO_PRINT else None,
            "n": n,
        }
