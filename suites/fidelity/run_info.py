"""What a page says of a run, as far as the request and its rows tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..run_facts import run_facts
from ..suite import Frames
from .request import Request

if TYPE_CHECKING:
    import pandas as pd


def run_info(request: Request, measurements: pd.DataFrame, frames: Frames) -> dict[str, Any]:
    """Fields of the report's `RunInfo` by name; command, environment and version are the caller's to add."""
    tables = {each.table: each.sha256 for each in request.everything}
    populations = frames.frames["settings"]["population"] if "settings" in frames.frames else ()
    return {
        **run_facts(request, measurements),
        "title": "Cheap training against full training",
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
    }


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
