"""The column that names a search method, with its colour."""

from __future__ import annotations

from ..frame import Row
from ..methods import kind, label
from ..table import Column, Shown
from ..wording import slug


def _show(row: Row) -> Shown:
    method = str(row["method"])
    return Shown(label(method), family=slug(kind(method)))


METHOD = Column("method", "Method", _show, "text")
