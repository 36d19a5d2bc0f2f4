"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with the documented keys.")]
RunFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `lcmnas run --out` has written.")]
EngineName = Annotated[str, typer.Option("--engine", help="inline, processes or ray.")]
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
