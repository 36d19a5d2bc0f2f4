"""A weighted graph as JSON, and back."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError

from lcmnas_core.errors import UsageError
from lcmnas_core.graphs.weighted_graph import END, START, Value, WeightedGraph

Size = tuple[PositiveInt, PositiveInt]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class _Written(BaseModel):
    """Values are no strings, so those of a property are written as a list of [value, count]."""

    model_config = ConfigDict(extra="forbid", strict=True)

    edges: dict[str, dict[str, PositiveInt]]
    properties: dict[str, dict[str, list[tuple[int | Finite | Size, PositiveInt]]]]


def graph_to_json(graph: WeightedGraph) -> str:
    """One line of JSON; `graph_from_json` gives an equal graph back, everything in the same order."""
    properties = {
        kind: {name: list(values.items()) for name, values in settings.items()}
        for kind, settings in graph.properties.items()
    }
    return json.dumps({"edges": graph.edges, "properties": properties}, allow_nan=False)


def graph_from_json(text: str) -> WeightedGraph:
    """The graph that `text` writes, which may be anyone's.

    Raises:
        UsageError: malformed, without a way from `START`, or with a vertex that cannot be left.
    """
    try:
        written = _Written.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the text"
        raise UsageError(f"not the JSON of a weighted graph: at {place!r}: {first['msg']}") from error
    _refuse_dead_ends(written.edges)
    return WeightedGraph(
        written.edges,
        {
            kind: {name: _counted(kind, name, values) for name, values in settings.items()}
            for kind, settings in written.properties.items()
        },
    )


def _counted(kind: str, name: str, values: list[tuple[Value, int]]) -> dict[Value, int]:
    counted = dict(values)
    if len(counted) < len(values):
        raise UsageError(f"not the JSON of a weighted graph: a value of {kind!r} {name!r} stands twice")
    return counted


def _refuse_dead_ends(edges: dict[str, dict[str, int]]) -> None:
    entered = {following for row in edges.values() for following in row}
    left = {kind for kind, row in edges.items() if row}
    stuck = sorted((entered | edges.keys() | {START}) - left - {END})
    if stuck:
        raise UsageError(f"not the JSON of a weighted graph: no edge leaves {stuck[0]!r}")
    if START in entered or END in edges:
        raise UsageError(f"not the JSON of a weighted graph: an edge enters {START} or leaves {END}")
