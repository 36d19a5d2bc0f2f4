"""The column that names a strategy of the arena, with its colour."""

from __future__ import annotations

from ..frame import Row
from ..strategies import kind, label
from ..table import Column, Shown
from ..wording import slug


def _show(row: Row) -> Shown:
    strategy = str(row["strategy"])
    return Shown(label(strategy), family=slug(kind(strategy)))


STRATEGY = Column("strategy", "Strategy", _show, "text")
