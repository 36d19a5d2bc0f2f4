"""The shape of the landscapes of a run: what only their tables can tell, or an earlier analysis of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from lcmnas_core.errors import MissingError, StoreError

from .landscapes import landscape
from .locality import locality, terrain_of, walks
from .request import Arena, Request
from .shrinkage import shrinkages

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
Shapes = dict[str, list[Row]]

SHAPES = ("locality", "walks", "shrinkage")


def shapes(request: Request, earlier: Mapping[str, Any] | None = None) -> tuple[Shapes, list[str]]:
    """Rows of the frames `locality`, `walks` and `shrinkage` of all landscapes, and what had to be left out.

    Args:
        request: names the landscapes.
        earlier: aggregates of an earlier analysis; their rows stand in for a table that is not at hand.
    """
    found: Shapes = {name: [] for name in SHAPES}
    omitted = []
    for arena in request.arenas:
        try:
            here = _of_table(arena)
        except (MissingError, StoreError) as error:
            here = _of_earlier(arena, earlier or {})
            if not any(here.values()):
                omitted.append(f"locality and shrinkage of {arena.name}: {error}")
        for name, rows in here.items():
            found[name] += rows
    return found, omitted


def _of_table(arena: Arena) -> Shapes:
    shown, truth = landscape(arena.name)
    if shown.sha256 != arena.sha256:
        raise StoreError(f"the table at hand is not the one that {arena.name} was searched on")
    terrain = terrain_of(shown, truth)
    told = shown.accuracy[-1][list(shown.rows.values())]
    return {
        "locality": _rows(locality([terrain])),
        "walks": _rows(walks([terrain])),
        "shrinkage": _rows(shrinkages(terrain, told)),
    }


def _of_earlier(arena: Arena, earlier: Mapping[str, Any]) -> Shapes:
    """The rows of an analysis that had the same table."""
    known = {row["name"]: row["sha256"] for row in earlier.get("landscapes", ())}
    if known.get(arena.name) != arena.sha256:
        return {}
    return {name: [row for row in earlier[name] if row["landscape"] == arena.name] for name in SHAPES}


def _rows(frame: pd.DataFrame) -> list[Row]:
    """Rows with None where there is no number, as JSON wants them."""
    return [
        {str(key): None if isinstance(cell, float) and np.isnan(cell) else cell for key, cell in row.items()}
        for row in frame.to_dict("records")
    ]
