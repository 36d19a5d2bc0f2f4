"""A section of the page: a finding first, then what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup
from matplotlib.figure import Figure

from .table import Table


@dataclass(frozen=True)
class Picture:
    """A figure that is drawn when wanted; `on_page` is false for those written as files only."""

    name: str
    alt: str
    caption: str
    draw: Callable[[], Figure]
    on_page: bool = True


@dataclass(frozen=True)
class Explorer:
    """The interactive plot over a table: which columns may be shown, and which two are at first."""

    choices: tuple[str, ...]
    x: str
    y: str


@dataclass(frozen=True)
class Section:
    """Title, a sentence computed from the numbers, figures, tables, and what limits the finding.

    `omitted` names figures that could not be drawn and says why, one line each. `markup` is what neither a
    table nor a figure can show, already escaped.
    """

    name: str
    title: str
    finding: str
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    caveat: str = ""
    omitted: tuple[str, ...] = ()
    explorer: Explorer | None = None
    markup: Markup = field(default_factory=Markup)

    @property
    def shown(self) -> tuple[Picture, ...]:
        """The pictures that belong on the page."""
        return tuple(picture for picture in self.pictures if picture.on_page)
