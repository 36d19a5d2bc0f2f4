"""A table of somebody else's: a parquet file, and the card that this project writes for it."""

from __future__ import annotations

from pathlib import Path

from lcmnas_core.errors import MissingError
from lcmnas_core.tables.parquet import file_sha256, read_parquet
from lcmnas_core.tables.schema import TableCard
from lcmnas_core.tables.table import Table


def read_at_hand(card: TableCard, path: Path, otherwise: str = "") -> Table:
    """The table that `card` describes, from its place in the data folder.

    Raises:
        MissingError: the file is not there; `otherwise` says how else it is had.
        StoreError: it is damaged or lacks columns.
    """
    if not path.is_file():
        raise MissingError(
            f"table {card.name} is not at {path}; set LCMNAS_DATA to a folder with nas/{path.name}{otherwise}"
        )
    return read_described(card, path)


def read_described(card: TableCard, path: Path) -> Table:
    """The table that `card` describes, from a parquet file anywhere.

    Raises:
        StoreError: the file is damaged or lacks columns.
    """
    frame = read_parquet(path, [card.arch_column, *(each.name for each in card.columns)])
    return Table(card, frame.set_index(card.arch_column).rename_axis("arch"), file_sha256(path))
