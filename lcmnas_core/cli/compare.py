"""`lcmnas compare`: two runs, proxy by proxy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lcmnas_core.cli.gate import AllowIncomparable, conclude
from lcmnas_core.cli.options import AsJson


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of the run compared with.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of the run that is judged.")],
    allow_incomparable: AllowIncomparable = False,
    as_json: AsJson = False,
) -> None:
    """Compare two runs: worse, better and not distinguishable told apart; exit 1 as for `gate`.

    JSON: as `gate`.
    """
    from lcmnas_core.cli.gating import compared

    conclude(compared(old, new, allow_incomparable=allow_incomparable), as_json, str(new))
