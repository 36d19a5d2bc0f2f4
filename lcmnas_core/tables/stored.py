"""A table as two files: `NAME.parquet` with the numbers and `NAME.json`, its card."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

from lcmnas_core.errors import MissingError, StoreError, UsageError, one_line
from lcmnas_core.tables.parquet import file_sha256, read_parquet, write_parquet
from lcmnas_core.tables.schema import TableCard
from lcmnas_core.tables.summary import curves, summarised
from lcmnas_core.tables.table import Table
from lcmnas_core.tables.trainings import Training, read_trainings, to_arrow
from lcmnas_core.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

CARD_SUFFIX = ".json"
CARD_LIMIT = 4 << 20


def read_card(path: Path) -> TableCard:
    """The card in a JSON file.

    Raises:
        StoreError: it is no card of a version this release knows.
    """
    if path.stat().st_size > CARD_LIMIT:
        raise StoreError(f"{path} is larger than any table card ({CARD_LIMIT} bytes)")
    try:
        return TableCard.model_validate_json(path.read_bytes())
    except ValueError as error:
        reason = one_line(error)
        raise StoreError(f"{path} is not a table card: {reason}") from error


def read_stored(folder: Path, name: str) -> Table:
    """The table that `write_trainings` or `write_wide` left in `folder`.

    Raises:
        MissingError: one of its two files is not there.
        StoreError: a file is damaged, or the numbers are not those the card was written for.
    """
    path, card_path = folder / f"{name}.parquet", folder / f"{name}{CARD_SUFFIX}"
    for each in (path, card_path):
        if not each.is_file():
            raise MissingError(
                f"table {name} needs {each}, which is not there; build or import the table again"
            )
    card, sha256 = read_card(card_path), file_sha256(path)
    if sha256 != card.sha256:
        raise StoreError(f"{path} has SHA-256 {sha256[:16]}..., but its card says {str(card.sha256)[:16]}...")
    if card.layout == "trainings":
        trainings = read_trainings(path)
        frame, columns = summarised(trainings, card.dataset)
        return Table(card.model_copy(update={"columns": columns}), frame, sha256, curves(trainings))
    frame = read_parquet(path, [card.arch_column, *(each.name for each in card.columns)])
    return Table(card, frame.set_index(card.arch_column).rename_axis("arch"), sha256)


def write_trainings(trainings: Iterable[Training], card: TableCard, folder: Path) -> Path:
    """Write `NAME.parquet` (one row per training, sorted) and `NAME.json`; equal input, equal bytes.

    Raises:
        UsageError: two trainings are of one (population, architecture, recipe, seed).
    """
    rows = sorted(trainings, key=lambda each: each.key)
    for one, other in itertools.pairwise(rows):
        if one.key == other.key:
            raise UsageError(f"table {card.name}: two trainings of {one.key}")
    path = folder / f"{card.name}.parquet"
    sha256 = write_parquet(to_arrow(rows), path)
    update = {"layout": "trainings", "rows": len(rows), "columns": (), "sha256": sha256}
    _write_card(card.model_copy(update=update), folder)
    return path


def write_wide(frame: pd.DataFrame, card: TableCard, folder: Path) -> Path:
    """Write a frame indexed by architecture, with the columns that the card describes, and the card."""
    import pyarrow

    named = frame[[each.name for each in card.columns]].rename_axis(card.arch_column).reset_index()
    path = folder / f"{card.name}.parquet"
    sha256 = write_parquet(pyarrow.Table.from_pandas(named, preserve_index=False), path)
    _write_card(card.model_copy(update={"layout": "wide", "rows": len(frame), "sha256": sha256}), folder)
    return path


def _write_card(card: TableCard, folder: Path) -> None:
    write_whole(
        folder / f"{card.name}{CARD_SUFFIX}", json.dumps(card.model_dump(mode="json"), indent=1) + "\n"
    )
