"""Tables of the page: what a cell shows, what a column sorts by, what the CSV holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from .frame import Cell, Row

Tone = Literal["", "good", "bad", "unsure", "quiet"]
Kind = Literal["text", "number", "percent", "code"]

DRAWN_AT_ONCE = 200


@dataclass(frozen=True)
class Strip:
    """An interval drawn in a cell; every position is a percentage of the cell's width."""

    point: float
    low: float | None
    high: float | None
    reference: float | None
    family: str


@dataclass(frozen=True)
class Shown:
    """What one cell shows: text, a smaller second text, a tone that the words repeat, a drawn interval."""

    text: str
    aside: str = ""
    tone: Tone = ""
    hint: str = ""
    family: str = ""
    strip: Strip | None = None


@dataclass(frozen=True)
class Column:
    """A visible column: `key` names the value it sorts by, `show` turns a row into its cell."""

    key: str
    label: str
    show: Callable[[Row], Shown]
    kind: Kind = "number"
    hint: str = ""
    extra: bool = False

    @property
    def classes(self) -> str:
        """Style classes of header and cells; numbers, the most frequent, need none."""
        kind = "" if self.kind in ("number", "percent") else self.kind
        return " ".join(filter(None, (kind, "extra" if self.extra else "")))


@dataclass(frozen=True)
class Table:
    """Rows with all their values (`data` lists the CSV's columns) and the columns that are visible."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    data: tuple[str, ...]
    folded: bool = False

    @property
    def drawn(self) -> tuple[Row, ...]:
        """The rows that the page holds without its script."""
        return self.rows[:DRAWN_AT_ONCE]

    @property
    def example(self) -> str:
        """A condition on a column that the filter understands."""
        return next((f"{column.key}>0" for column in self.columns if column.kind == "number"), "two words")

    @property
    def widens(self) -> bool:
        """Whether some columns wait behind a switch."""
        return any(column.extra for column in self.columns)

    def values(self) -> Mapping[str, list[Cell]]:
        """Column by column, what sorting, filtering and the CSV read."""
        return {name: [row[name] for row in self.rows] for name in self.data}
