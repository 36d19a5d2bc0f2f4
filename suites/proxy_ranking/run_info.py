"""What a page says of a run, as far as the request and its rows tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lcmnas_core.spaces.metaqnn import METAQNN, READING

from ..run_facts import run_facts
from ..suite import Frames
from .measured import rows_of
from .request import Request

if TYPE_CHECKING:
    import pandas as pd


def run_info(request: Request, measurements: pd.DataFrame, frames: Frames) -> dict[str, Any]:
    """Fields of the report's `RunInfo` by name; command, environment and version are the caller's to add.

    Raises:
        UsageError: nothing is measured yet.
    """
    rows = rows_of(request, measurements)
    return {
        **run_facts(request, rows),
        "title": f"Proxies against trained accuracy: {request.table}, {request.dataset}",
        "space": request.space,
        "table": request.table,
        "table_sha256": request.table_sha256,
        "table_is_ours": request.table_is_ours,
        "target": request.target,
        "settings": {"Networks": READING} if request.space == METAQNN.name else {},
        "dataset": request.dataset,
        "images": request.images,
        "data_sha256": request.data_sha256,
        "n_architectures": int(rows["arch"].nunique()),
        "seeds": tuple(range(request.seeds)),
        "populations": tuple(frames.frames["leaderboard"]["population"].unique().tolist()),
    }
