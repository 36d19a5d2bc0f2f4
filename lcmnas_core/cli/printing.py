"""What a verb prints: one JSON document, or a table and plain lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import typer

PIPED_WIDTH = 1_000
"""Columns of a table that no terminal limits, so that no line of it is ever wrapped."""

EXACT = 1e12
"""Whole numbers below it are written out."""


def show_json(value: Any) -> None:
    """Print `value` as JSON; NaN and infinity are refused, never written."""
    typer.echo(json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False))


def show_line(text: str) -> None:
    """Print one line."""
    typer.echo(text)


def show_notice(text: str) -> None:
    """Print one line beside the answer, on the error stream."""
    typer.echo(text, err=True)


def show_table(title: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print `rows` under their column names; empty columns are left out, no cell is read as markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    shown = [name for name in columns if any(written(row.get(name)) for row in rows)]
    for name in shown:
        numeric = any(_is_number(row.get(name)) for row in rows)
        table.add_column(name.replace("_", " "), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(written(row.get(name))) for name in shown))
    console = Console(width=None if sys.stdout.isatty() else PIPED_WIDTH)
    with console.capture() as drawn:
        console.print(table)
    typer.echo(title)
    for line in drawn.get().splitlines():
        typer.echo(line.rstrip())


def written(value: object) -> str:
    """A cell as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < EXACT else f"{value:.6g}"
    return " ".join(map(written, value)) if isinstance(value, list | tuple) else str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
