"""A stored row as the JSON document that `json_schema()` describes: cost and error nested, the rest flat."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from lcmnas_core.records.rows import COLUMNS, COST, Cell

VARYING = ("cost", "attempt", "run_id", "env_id", "started_at", "finished_at")
"""What may differ between runs that measured the same."""


def document(cells: Sequence[Cell]) -> dict[str, Any]:
    """The JSON document of a row whose cells are in the order of `COLUMNS`."""
    row: dict[str, Any] = dict(zip(COLUMNS, cells, strict=True))
    settings = json.loads(row.pop("settings"))
    cost = {name: row.pop(name) for name in COST}
    error = {name: row.pop(f"error_{name}") for name in ("type", "message", "digest")}
    return row | {"settings": settings, "cost": cost, "error": None if error["type"] is None else error}


def canonical_document(cells: Sequence[Cell]) -> dict[str, Any]:
    """The part of `document` that equal runs share byte by byte: all but `VARYING`."""
    return {name: value for name, value in document(cells).items() if name not in VARYING}
