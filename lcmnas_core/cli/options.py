"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lcmnas_core.errors import UsageError

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with the documented keys.")]
RunFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `lcmnas run --out` has written.")]
EngineName = Annotated[str, typer.Option("--engine", help="inline or processes.")]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="Worker processes; default: one per usable core.")
]
Timeout = Annotated[
    float, typer.Option("--timeout", min=0.1, help="Seconds after which a job is stopped: status timeout.")
]
AllowFailures = Annotated[
    float,
    typer.Option(
        "--allow-failures",
        min=0.0,
        max=1.0,
        help="Share of rows that may be lost to time, memory, crashes or errors; above it: exit 5. "
        "nonfinite and unsupported are answers, not losses.",
    ),
]

ENGINE = "processes"
TIMEOUT_SECONDS = 3600.0
ALLOWED_FAILURES = 0.01


def listed(text: str) -> tuple[str, ...]:
    """The names in `a,b,c`."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def shape_of(text: str) -> tuple[int, int, int]:
    """(C, H, W) from `3,32,32`.

    Raises:
        UsageError: not three positive whole numbers.
    """
    parts = text.split(",")
    if len(parts) != 3 or not all(part.strip().isdecimal() and int(part) > 0 for part in parts):
        raise UsageError(f"--input-shape must be C,H,W like 3,32,32, got {text!r}")
    channels, height, width = map(int, parts)
    return channels, height, width


def numbers(text: str) -> tuple[float, ...]:
    """The numbers in `1,0.5`.

    Raises:
        UsageError: one of them is none.
    """
    try:
        found = tuple(map(float, listed(text)))
    except ValueError as error:
        raise UsageError(f"expected numbers with commas, got {text!r}") from error
    if not found:
        raise UsageError("expected numbers with commas, got none")
    return found
