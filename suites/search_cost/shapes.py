"""The shape of the landscapes of a run: what only their tables can tell, or an earlier analysis of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from lcmnas_core.errors import MissingError, StoreError
from lcmnas_core.tables import load_unchanged

from .landscapes import landscape
from .locality import locality, terrain_of, terrain_of_networks, walks
from .request import Arena, Networks, Request
from .shrinkage import shrinkages

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
Shapes = dict[str, list[Row]]

SHAPES = ("locality", "walks", "shrinkage")


def shapes(request: Request, earlier: Mapping[str, Any] | None = None) -> tuple[Shapes, list[str]]:
    """Rows of the frames `locality`, `walks` and `shrinkage`, and what had to be left out.

    Args:
        request: names the landscapes, and the networks of which only locality is told.
        earlier: aggregates of an earlier analysis; their rows stand in for a table that is not at hand.
    """
    found: Shapes = {name: [] for name in SHAPES}
    omitted = []
    places: list[tuple[str, str, Callable[[], Shapes]]] = [
        *((each.name, each.sha256, partial(_of_arena, each)) for each in request.arenas),
        *((each.table, each.sha256, partial(_of_networks, each)) for each in request.networks),
    ]
    for name, sha256, read in places:
        try:
            here = read()
        except (MissingError, StoreError) as error:
            here = _of_earlier(name, sha256, earlier or {})
            if not any(here.values()):
                omitted.append(f"locality and shrinkage of {name}: {error}")
        for frame, rows in here.items():
            found[frame] += rows
    return found, omitted


def _of_networks(networks: Networks) -> Shapes:
    terrain = terrain_of_networks(load_unchanged(networks.table, networks.sha256))
    return {"locality": _rows(locality([terrain]))}


def _of_arena(arena: Arena) -> Shapes:
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


def _of_earlier(name: str, sha256: str, earlier: Mapping[str, Any]) -> Shapes:
    """The rows of an analysis that had the same table."""
    known = {row["name"]: row["sha256"] for row in earlier.get("landscapes", ())}
    known |= {row["table"]: row["sha256"] for row in earlier.get("networks", ())}
    if known.get(name) != sha256:
        return {}
    return {frame: [row for row in earlier[frame] if row["landscape"] == name] for frame in SHAPES}


def _rows(frame: pd.DataFrame) -> list[Row]:
    """Rows with None where there is no number, as JSON wants them."""
    return [
        {str(key): None if isinstance(cell, float) and np.isnan(cell) else cell for key, cell in row.items()}
        for row in frame.to_dict("records")
    ]
