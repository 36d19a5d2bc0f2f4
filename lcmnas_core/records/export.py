"""Write a store as JSON, CSV, Parquet, or in the canonical form that equal runs share byte by byte."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from lcmnas_core.errors import UnknownName
from lcmnas_core.records.document import canonical_document, document
from lcmnas_core.records.measurement import SCHEMA_VERSION
from lcmnas_core.records.rows import COLUMNS
from lcmnas_core.records.sqlite_file import guarded
from lcmnas_core.records.store import Rows, Store
from lcmnas_core.whole_file import whole_file

BATCH = 10_000
ENVIRONMENTS, META = "lcmnas.environments", "lcmnas.meta"
"""Entries of a Parquet file's metadata, as JSON."""


def write_json(store: Store, path: Path, rows: Rows) -> None:
    """One JSON object: `schema_version`, `meta`, `environments` by id, and `measurements` as documents."""
    environments = {env_id: each.model_dump(mode="json") for env_id, each in store.environments().items()}
    head = {"schema_version": SCHEMA_VERSION, "meta": store.meta(), "environments": environments}
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{json.dumps(head, ensure_ascii=False, allow_nan=False)[:-1]}, "measurements": [')
        for number, cells in enumerate(store.rows(rows)):
            file.write(",\n" if number else "\n")
            file.write(_compact(document(cells)))
        file.write("\n]}\n")


def write_canonical(store: Store, path: Path, rows: Rows) -> None:
    """One JSON document per line, without what may differ between equal runs; always the latest rows."""
    del rows
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_compact(canonical_document(cells)) + "\n" for cells in store.rows("latest"))


def write_csv(store: Store, path: Path, rows: Rows) -> None:
    """Flat rows with the column names first; null is an empty cell."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(store.rows(rows))


def write_parquet(store: Store, path: Path, rows: Rows) -> None:
    """Flat rows with typed columns; environments and meta ride along as file metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}
    environments = {env_id: each.model_dump(mode="json") for env_id, each in store.environments().items()}
    notes = {ENVIRONMENTS: json.dumps(environments), META: json.dumps(store.meta())}
    fields = [pa.field(name, types[kind.split()[0]]) for name, kind in COLUMNS.items()]
    schema = pa.schema(fields, metadata=notes)
    flat = store.rows(rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while block := list(islice(flat, BATCH)):
            columns = [
                pa.array(cells, type=field.type)
                for cells, field in zip(zip(*block, strict=True), fields, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


FORMATS: dict[str, Callable[[Store, Path, Rows], None]] = {
    "json": write_json,
    "csv": write_csv,
    "parquet": write_parquet,
    "canonical": write_canonical,
}


def export(store: Store, path: Path, form: str, rows: Rows = "latest") -> None:
    """Write the rows of `store` to `path` as `form` (a name in `FORMATS`); the file appears whole or not.

    Raises:
        UnknownName: no such format.
        StoreError: the store is damaged, or the target cannot be written.
    """
    if form not in FORMATS:
        raise UnknownName("export format", form, FORMATS)
    with guarded(path), whole_file(path) as unfinished:
        FORMATS[form](store, unfinished, rows)


def _compact(value: dict[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
