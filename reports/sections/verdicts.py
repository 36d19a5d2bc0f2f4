"""Verdicts as words beside their tone, and intervals that may be missing."""

from __future__ import annotations

from ..frame import Cell, Row
from ..table import Shown, Tone
from ..wording import NOTHING, fixed, interval, number

WORDS: dict[str, tuple[str, Tone]] = {
    "supported": ("✓ supported", "good"),
    "contradicted": ("✕ contradicted", "bad"),
    "undecided": ("≈ undecided", "unsure"),
    "control": ("control", "quiet"),
    "better": ("✓ better", "good"),
    "worse": ("✕ worse", "bad"),
    "whole": ("whole", "quiet"),
}


def verdict(row: Row) -> Shown:
    """The row's `verdict`."""
    text, tone = WORDS.get(str(row["verdict"]), (str(row["verdict"] or NOTHING), "unsure"))
    return Shown(text, tone=tone)


def bounds(low: Cell, high: Cell, *, signed: bool = False) -> str:
    """`0.591 to 0.646`; nothing where either end is missing."""
    known = number(low) is not None and number(high) is not None
    return interval(low, high, signed=signed) if known else ""


def difference(row: Row, value: str, low: str, high: str) -> Shown:
    """A signed difference and its interval."""
    return Shown(fixed(row[value], signed=True), aside=bounds(row[low], row[high], signed=True))


def told(row: Row, value: str, low: str, high: str) -> str:
    """The same inside a sentence: `+0.070, −0.102 to +0.242`."""
    shown = difference(row, value, low, high)
    return ", ".join(filter(None, (shown.text, shown.aside)))
