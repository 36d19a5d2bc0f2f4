"""`lcmnas data`: image sets, where they are and whether they are whole."""

from __future__ import annotations

from typing import Annotated

import typer

from lcmnas_core.cli.checks import conclude
from lcmnas_core.cli.listing import list_names
from lcmnas_core.cli.options import AsJson
from lcmnas_core.cli.printing import show_json, show_line

app = typer.Typer(help="Image sets: list, fetch, verify.", no_args_is_help=False)

Name = Annotated[str, typer.Argument(help="Name of an image set, see `lcmnas list datasets`.")]


@app.command("list")
def list_sets(as_json: AsJson = False) -> None:
    """List image sets; as `lcmnas list datasets`."""
    list_names("datasets", as_json)


@app.command()
def fetch(name: Name, as_json: AsJson = False) -> None:
    """Download an image set into the data folder unless it is there.

    JSON: `name`, `place`.
    """
    from lcmnas_core.data.sources import fetch as fetch_set

    source = fetch_set(name)
    if as_json:
        show_json({"name": source.name, "place": source.place})
    else:
        show_line(f"{source.name} is at hand: {source.place}")


@app.command()
def verify(name: Name, as_json: AsJson = False) -> None:
    """Load an image set and check its hashes, splits and values; exit 1 when a check fails.

    JSON: `name`, `ok`, `checks` (a list of `name`, `ok`, `detail`).
    """
    from lcmnas_core.data.verify import verify as checks

    conclude(name, checks(name), as_json)
