"""The command `lcmnas`: its verbs, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from lcmnas_core import __version__
from lcmnas_core.cli import (
    compare,
    data,
    doctor,
    export,
    gate,
    listing,
    merge,
    report,
    retry,
    run,
    schema,
    score,
    search,
    spaces,
    status,
    tables,
    train,
)
from lcmnas_core.errors import LcmnasError
from lcmnas_core.folders import data_folder
from lcmnas_core.plugins import SWITCH

INTERRUPTED = 130

# typer's own name for a mistake on the command line has moved between its releases.
MISUSE: type[typer.BadParameter] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    name="lcmnas",
    help="Measure how far cheap signals about a neural network can be trusted.",
    epilog="Exit codes: 0 good; 1 gate or comparison failed; 2 usage; 3 something is missing; "
    "4 store or data damaged; 5 too many failed measurements; 130 interrupted, resumable.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("list")(listing.list_names)
app.command("score")(score.score)
app.command("search")(search.search)
app.command("train")(train.train)
app.command("run")(run.run)
app.command("status")(status.status)
app.command("retry")(retry.retry)
app.command("report")(report.report)
app.command("compare")(compare.compare)
app.command("gate")(gate.gate)
app.command("export")(export.export)
app.command("merge")(merge.merge)
app.command("doctor")(doctor.doctor)
app.command("schema")(schema.schema)
app.add_typer(spaces.app, name="spaces")
app.add_typer(tables.app, name="tables")
app.add_typer(data.app, name="data")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lcmnas {__version__}")
        raise typer.Exit


@app.callback()
def prepare(
    context: typer.Context,
    plugins: Annotated[
        bool, typer.Option("--plugins/--no-plugins", help="Load what other distributions bring.")
    ] = True,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Measure how far cheap signals about a neural network can be trusted."""
    # Both reach worker processes through the environment, whatever folder those run in.
    if "LCMNAS_DATA" in os.environ:
        os.environ["LCMNAS_DATA"] = str(data_folder())
    if not plugins:
        os.environ[SWITCH] = "none"
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `lcmnas` and return its exit code.

    An error that the user can do something about is one line on the error stream, one of a file included. Any
    other exception is a mistake of this package and keeps its traceback.
    """
    try:
        code = app(args=None if arguments is None else list(arguments), standalone_mode=False)
    except LcmnasError as error:
        return failed(str(error), error.exit_code)
    except OSError as error:
        if error.filename is None:
            raise
        return failed(f"{error.filename}: {error.strerror}", LcmnasError.exit_code)
    except MISUSE as error:
        return failed(error.format_message(), LcmnasError.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return interrupted()
    return interrupted() if code == INTERRUPTED else int(code or 0)


def failed(message: str, code: int) -> int:
    """Say in one red line what is wrong; returns `code`."""
    typer.secho(f"error: {' '.join(message.split())}", fg="red", err=True)
    return code


def interrupted() -> int:
    """Say how to go on after Ctrl-C."""
    typer.secho("interrupted: what was measured is kept; resume with the same command", err=True)
    return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
