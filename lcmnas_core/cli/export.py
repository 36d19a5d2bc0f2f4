"""`lcmnas export`: a stored run as a file for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lcmnas_core.cli.options import AsJson, RunFolder
from lcmnas_core.cli.printing import show_json, show_line


def export(
    folder: RunFolder,
    form: Annotated[
        str, typer.Option("--format", help="json, csv, parquet, or canonical (equal runs, equal bytes).")
    ] = "json",
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write; default: DIR/measurements.FORMAT.")
    ] = None,
    all_attempts: Annotated[
        bool, typer.Option("--all-attempts", help="Every attempt instead of the latest one.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Export the measurements of a run.

    JSON: `path`, `format`, `rows`.
    """
    from lcmnas_core.records.export import export as write
    from lcmnas_core.records.store import Store

    target = out or folder / f"measurements.{form}"
    with Store.open(folder) as store:
        write(store, target, form, "all" if all_attempts else "latest")
        rows = len(store) if all_attempts else sum(store.counts().values())
    if as_json:
        show_json({"path": str(target), "format": form, "rows": rows})
    else:
        show_line(f"{rows} measurements written to {target}")
