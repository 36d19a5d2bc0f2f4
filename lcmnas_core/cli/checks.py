"""The end of every verb that checks something: what was looked at, and exit 1 unless all is well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import typer

from lcmnas_core.cli.printing import show_json, show_table


class Check(Protocol):
    """One thing that was looked at."""

    @property
    def name(self) -> str:
        """What was looked at."""

    @property
    def ok(self) -> bool:
        """Whether it is as it should be."""

    @property
    def detail(self) -> str:
        """What was found."""


def conclude(subject: str, checks: Sequence[Check], as_json: bool) -> None:
    """Print `checks` and leave with exit 1 if one of them failed."""
    rows = [{"name": each.name, "ok": each.ok, "detail": each.detail} for each in checks]
    good = all(each.ok for each in checks)
    if as_json:
        show_json({"name": subject, "ok": good, "checks": rows})
    else:
        show_table(subject, rows, ("ok", "name", "detail"))
    if not good:
        raise typer.Exit(1)
