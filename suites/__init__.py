"""Questions about quality, each with everything fixed so that answers compare."""

from __future__ import annotations

from typing import Any

from lcmnas_core.registry import Registry

from .fidelity import SUITE as _FIDELITY
from .macro_search import SUITE as _MACRO_SEARCH
from .proxy_ranking import SUITE as _PROXY_RANKING
from .search_cost import SUITE as _SEARCH_COST
from .suite import Frames, Suite

SUITES: Registry[Suite[Any]] = Registry("suite")
SUITES.register(_PROXY_RANKING.name, _PROXY_RANKING)
SUITES.register(_MACRO_SEARCH.name, _MACRO_SEARCH)
SUITES.register(_FIDELITY.name, _FIDELITY)
SUITES.register(_SEARCH_COST.name, _SEARCH_COST)

__all__ = ["SUITES", "Frames", "Suite"]
