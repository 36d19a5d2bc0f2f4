"""A store made again from its Parquet export: records that were committed or mailed, to work on."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from lcmnas_core.errors import MissingError, StoreError, one_line
from lcmnas_core.records.environment import Environment
from lcmnas_core.records.export import ENVIRONMENTS, META
from lcmnas_core.records.rows import COLUMNS, from_row
from lcmnas_core.records.store import Store

SUFFIX = ".parquet"


def restore(path: Path, store: Store) -> int:
    """Put the rows, environments and notes of the export at `path` into `store`; returns how many were new.

    Raises:
        MissingError: no such file.
        StoreError: it is damaged, or no export of a store.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.is_file():
        raise MissingError(f"no export at {path}; `lcmnas export DIR --format parquet` writes one")
    try:
        table = pq.read_table(path)
        notes = table.schema.metadata or {}
        environments, meta = json.loads(notes[ENVIRONMENTS.encode()]), json.loads(notes[META.encode()])
        columns = [table.column(name).to_pylist() for name in COLUMNS]
        known = [Environment.model_validate(each) for each in environments.values()]
    except (pa.ArrowException, KeyError, ValueError, ValidationError, AttributeError) as error:
        reason = one_line(error)
        raise StoreError(f"{path} is not an export of a store: {reason}") from error
    new = store.add(from_row(cells) for cells in zip(*columns, strict=True))
    for environment in known:
        store.add_environment(environment)
    store.put_meta(meta)
    return new
