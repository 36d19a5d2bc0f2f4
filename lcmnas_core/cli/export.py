"""`lcmnas export`: a stored run as a file for other tools, or the network that a search found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lcmnas_core.cli.options import AsJson, RunFolder
from lcmnas_core.cli.printing import show_json, show_line

NETWORKS = ("safetensors", "pt2", "onnx")


def export(
    folder: RunFolder,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="Measurements: json, csv, parquet, canonical (equal runs, equal bytes). "
            "The trained network: safetensors, pt2, onnx.",
        ),
    ] = "json",
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write; default: in DIR, named by the format.")
    ] = None,
    all_attempts: Annotated[
        bool, typer.Option("--all-attempts", help="Every attempt instead of the latest one.")
    ] = False,
    training: Annotated[
        Path | None, typer.Option(help="Folder of the training to export; default: DIR/training.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Export the measurements of a run, or the trained network of a search with its card.

    JSON: `path`, `format`, and `rows` or `card` (path).
    """
    if form in NETWORKS:
        _network(folder, form, out or folder / f"network.{form}", training or folder / "training", as_json)
    else:
        _measurements(folder, form, out or folder / f"measurements.{form}", all_attempts, as_json)


def _network(folder: Path, form: str, target: Path, training: Path, as_json: bool) -> None:
    from lcmnas_core.cli.trained import remembered, winner_of
    from lcmnas_core.pipeline import export as write

    path, card = write(remembered(winner_of(folder), training), target, form)
    if as_json:
        show_json({"path": str(path), "format": form, "card": str(card)})
    else:
        show_line(f"network written to {path}, its card to {card}")


def _measurements(folder: Path, form: str, target: Path, all_attempts: bool, as_json: bool) -> None:
    from lcmnas_core.errors import UsageError
    from lcmnas_core.records.export import export as write
    from lcmnas_core.records.store import Store

    if all_attempts and form == "canonical":
        raise UsageError("the canonical form holds the latest attempts; leave out --all-attempts")
    with Store.open(folder) as store:
        write(store, target, form, "all" if all_attempts else "latest")
        rows = len(store) if all_attempts else sum(store.counts().values())
    if as_json:
        show_json({"path": str(target), "format": form, "rows": rows})
    else:
        show_line(f"{rows} measurements written to {target}")
