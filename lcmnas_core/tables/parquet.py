"""Read parquet files as untrusted input, and write them so that damage shows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lcmnas_core.errors import StoreError
from lcmnas_core.whole_file import whole_file

if TYPE_CHECKING:
    import pandas as pd

ROW_LIMIT = 2_000_000


def file_sha256(path: Path) -> str:
    """SHA-256 of the bytes of a file: 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_arrow(path: Path, required: Sequence[str] = ()) -> Any:
    """The whole file as a pyarrow table.

    Raises:
        StoreError: not parquet, damaged, implausibly long, or a required column is absent.
    """
    import pyarrow
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            _check_form(path, file.schema_arrow.names, file.metadata.num_rows, required)
            return file.read()
    except (pyarrow.ArrowException, OSError, ValueError, KeyError) as error:
        first = str(error).partition("\n")[0][:200]
        raise StoreError(
            f"{path} is not a readable parquet file: {first}; fetch or import it again"
        ) from error


def read_parquet(path: Path, required: Sequence[str] = ()) -> pd.DataFrame:
    """The whole file as a frame; metadata in it that could steer pandas are ignored.

    Raises:
        StoreError: as `read_arrow`.
    """
    frame: pd.DataFrame = read_arrow(path, required).to_pandas(ignore_metadata=True)
    return frame


def _check_form(path: Path, names: Sequence[str], rows: int, required: Sequence[str]) -> None:
    if not 0 < rows <= ROW_LIMIT:
        raise StoreError(f"{path} says it has {rows} rows; expected 1 to {ROW_LIMIT}")
    absent = [name for name in required if name not in names]
    if absent:
        shown = ", ".join(absent[:3])
        raise StoreError(f"{path} lacks {len(absent)} of {len(required)} expected columns ({shown}, ...)")
    if len(set(names)) < len(names):
        raise StoreError(f"{path} has two columns of the same name")


def write_parquet(table: Any, path: Path) -> str:
    """Write a pyarrow table whole or not at all, with page checksums; return the file's SHA-256."""
    from pyarrow import parquet

    with whole_file(path) as unfinished:
        parquet.write_table(
            table.replace_schema_metadata(None), unfinished, compression="zstd", write_page_checksum=True
        )
    return file_sha256(path)
