"""What a page says of a run, as far as the request and its rows tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..suite import Frames
from .request import Request

if TYPE_CHECKING:
    import pandas as pd


def run_info(request: Request, measurements: pd.DataFrame, frames: Frames) -> dict[str, Any]:
    """Fields of the report's `RunInfo` by name; command, environment and version are the caller's to add."""
    counts = measurements["status"].value_counts()
    tables = {each.table: each.sha256 for each in request.everything}
    timed = {} if measurements.empty else _times(measurements)
    populations = frames.frames["settings"]["population"] if "settings" in frames.frames else ()
    return {
        "title": "Cheap training against full training",
        "suite": request.suite,
        "suite_version": request.suite_version,
        "preset": request.preset,
        "preset_sha256": request.sha256,
        "space": _joined(each.space for each in request.tables),
        "table": ", ".join(tables),
        "table_is_ours": not request.others,
        "settings": {"Tables": tables, "Proxies": {each.name: each.version for each in request.proxies}},
        "dataset": _joined(each.dataset for each in request.tables),
        "images": _joined(each.dataset for each in request.tables),
        "data_sha256": _joined(each.data_sha256 for each in request.tables),
        "n_architectures": int(measurements["arch"].nunique()),
        "seeds": (0,),
        "populations": tuple(dict.fromkeys(populations)),
        "counts_by_status": {str(name): int(count) for name, count in counts.items()},
        **timed,
    }


def _times(measurements: pd.DataFrame) -> dict[str, str]:
    return {
        "started": f"{measurements['started_at'].min():%Y-%m-%d %H:%M:%S} UTC",
        "finished": f"{measurements['finished_at'].max():%Y-%m-%d %H:%M:%S} UTC",
    }


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
