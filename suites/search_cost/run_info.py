"""What a page says of a run, as far as the request and its rows tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..run_facts import run_facts
from ..suite import Frames
from .entrants import ENTRANTS
from .request import Request
from .results import rows_of

if TYPE_CHECKING:
    import pandas as pd


def run_info(request: Request, measurements: pd.DataFrame, frames: Frames) -> dict[str, Any]:
    """Fields of the report's `RunInfo` by name; command, environment and version are the caller's to add.

    Raises:
        UsageError: nothing is measured yet.
    """
    del frames
    rows = rows_of(request, measurements)
    names = [each.name for each in request.arenas]
    sha256 = {each.table: each.table_sha256 for each in request.arenas}
    return {
        **run_facts(request, rows),
        "title": f"Search cost on {', '.join(names)}",
        "space": ", ".join(dict.fromkeys(each.space for each in request.arenas)),
        "table": ", ".join(sha256),
        "table_sha256": ", ".join(sha256.values()),
        "table_is_ours": all(each.table_is_ours for each in request.arenas),
        "dataset": ", ".join(dict.fromkeys(each.dataset for each in request.arenas)),
        "target": "test accuracy",
        "images": "none",
        "data_sha256": "none",
        "n_architectures": sum(each.architectures for each in request.arenas),
        "seeds": tuple(range(request.first_seed, request.first_seed + request.seeds)),
        "populations": tuple(names),
        "settings": settings(request),
    }


def settings(request: Request) -> dict[str, object]:
    """By strategy its settings and whose they are."""
    return {
        each.strategy: {**each.settings, "after": ENTRANTS[each.strategy].paper} for each in request.contests
    }
