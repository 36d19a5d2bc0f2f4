"""The data of the page as JSON that no parser can mistake for markup."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise

from .frame import Cell
from .table import Table

JSON = str | int | float | bool | None | Sequence["JSON"] | dict[str, "JSON"]

_REPEATS = 8
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def payload(tables: Iterable[Table], prefix: str) -> str:
    """Every table's values, column by column; `prefix` begins the names of CSV files.

    `kinds` tells the script how to show the visible columns of rows that the page does not hold as markup.
    """
    content: dict[str, JSON] = {
        table.name: {
            "file": f"{prefix}-{table.name}.csv",
            "columns": [[name, _packed(name, values)] for name, values in table.values().items()],
            "kinds": [[column.key, column.kind] for column in table.columns],
        }
        for table in tables
    }
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.translate(_ESCAPES)


def _common(one: str, other: str) -> int:
    """Length of the beginning that both share."""
    differing = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differing, min(len(one), len(other)))


def _packed(name: str, values: Sequence[Cell]) -> JSON:
    """Long columns in fewer bytes; `unpacked` in `templates/table.js` undoes it.

    Architecture strings repeat beginnings: keep how much the one before shares, and the rest. Counts take few
    different values: keep these once, and a place in them for each row.
    """
    if name != "arch":
        levels = list(dict.fromkeys(values))
        if len(levels) * _REPEATS > len(values):
            return list(values)
        places = {value: place for place, value in enumerate(levels)}
        return {"levels": levels, "places": [places[value] for value in values]}
    texts = [str(value) for value in values]
    shared = [_common(one, other) for one, other in pairwise(["", *texts])]
    return {"shared": shared, "rest": [text[length:] for text, length in zip(texts, shared, strict=True)]}
