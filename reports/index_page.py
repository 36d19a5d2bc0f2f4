"""The page that leads to the pages of a folder with several suites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .blocks import Block, Contents
from .html import page_of
from .section import Section

_LINK = Markup('<p><a href="{0}">Open {0}</a></p>')


@dataclass(frozen=True)
class Entry:
    """A page of the folder: its file, its suite, and the question it answers."""

    file: str
    suite: str
    question: str


def render_index(title: str, entries: Sequence[Entry]) -> str:
    """A page with a section for each of `entries`; equal input gives equal bytes."""
    sections = tuple(
        Section(each.suite, each.suite, each.question, markup=_LINK.format(each.file)) for each in entries
    )
    return page_of("index.html.j2", Contents((Block("pages", "pages", sections),), (), ()), title)
