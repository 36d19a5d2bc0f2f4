"""`lcmnas tables`: stored truth, where it is, whether it is whole, and how to make more of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lcmnas_core.cli.checks import conclude
from lcmnas_core.cli.listing import list_names
from lcmnas_core.cli.options import TIMEOUT_SECONDS, AsJson, Timeout, Workers
from lcmnas_core.cli.printing import show_json, show_line

app = typer.Typer(help="Tables of trained architectures: list, import, build, verify.")

Name = Annotated[str, typer.Argument(help="Name of a table, see `lcmnas list tables`.")]


@app.command("list")
def list_tables(as_json: AsJson = False) -> None:
    """List tables; as `lcmnas list tables`."""
    list_names("tables", as_json)


@app.command("import")
def import_table(
    name: Annotated[str, typer.Argument(help="What the file is: nasbench201.")],
    source: Annotated[
        Path, typer.Argument(help="NAS-Bench-Suite-Zero style JSON, or parquet; never a pickle.")
    ],
    as_json: AsJson = False,
) -> None:
    """Check a file you have and put it where `--table` finds it.

    JSON: `name`, `path`.
    """
    from lcmnas_core.tables.importing import import_table as bring

    loaded_as, path = bring(name, source)
    if as_json:
        show_json({"name": loaded_as, "path": str(path)})
    else:
        show_line(f"imported as {loaded_as}: {path}")


@app.command()
def verify(name: Name, as_json: AsJson = False) -> None:
    """Check a table's file, rows, ranges and published figures; exit 1 when a check fails.

    JSON: `name`, `ok`, `checks` (a list of `name`, `ok`, `detail`).
    """
    from lcmnas_core.cli.closed_forms import closed_forms
    from lcmnas_core.tables.verify import verify as checks

    conclude(name, checks(name, closed_forms(name)), as_json)


@app.command()
def build(
    name: Annotated[str, typer.Argument(help="Name of a recipe of this project, such as nb201_mini.")],
    out: Annotated[Path, typer.Option("--out", help="Folder of the run and of the finished table.")],
    workers: Workers = None,
    timeout: Timeout = TIMEOUT_SECONDS,
    as_json: AsJson = False,
) -> None:
    """Train a table of our own; stop and resume it at any time.

    JSON: `name`, `path`.
    """
    from lcmnas_core.cli.progress import meter
    from lcmnas_core.engines.options import EngineOptions, usable_cores
    from lcmnas_core.table_building import build_table

    options = EngineOptions(workers=workers or usable_cores(), timeout_s=timeout)
    with meter(f"building {name}") as shown:
        path = build_table(name, out, options, lambda done, total, _: shown.show(done, total))
    if as_json:
        show_json({"name": name, "path": str(path)})
    else:
        show_line(f"table {name} written to {path}")
