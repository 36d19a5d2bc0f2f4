"""What a page is made of, whatever its suite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .section import Section

Fact = tuple[str, str]
"""A name and what is said of it."""


@dataclass(frozen=True)
class Block:
    """The sections of one population; `key` is its name as an element id."""

    population: str
    key: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Contents:
    """Blocks of populations, never pooled, and the sections about the run as a whole.

    Attributes:
        headline: what a reader must know before the first number.
        styles: names of style sheets that this page needs beside the shared one.
        legend: what a population is, where a reader chooses among several.
    """

    blocks: tuple[Block, ...]
    shared: tuple[Section, ...]
    headline: tuple[Fact, ...]
    styles: tuple[str, ...] = ()
    legend: str = "Population"

    def __iter__(self) -> Iterator[Section]:
        for block in self.blocks:
            yield from block.sections
        yield from self.shared
