"""Bring a table that the user has into the data folder, checked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from lcmnas_core.errors import StoreError, UnknownName, UsageError
from lcmnas_core.tables.catalogue import local_folder
from lcmnas_core.tables.described import read_described
from lcmnas_core.tables.nasbench201 import CARD, table_path
from lcmnas_core.tables.refusal import form_of
from lcmnas_core.tables.stored import write_wide
from lcmnas_core.tables.suite_zero import read_suite_zero
from lcmnas_core.whole_file import whole_file


def import_table(name: str, source: Path) -> tuple[str, Path]:
    """Import `source` as table `name`; returns the name it can be loaded by and where it now lies.

    `nasbench201` takes the parquet file (which becomes the table `nasbench201`) or a NAS-Bench-Suite-Zero
    JSON file (which becomes `nasbench201_suite_zero`).

    Raises:
        UnknownName: no importer for this table.
        MissingError: no file at `source`.
        UsageError: the file is a pickle, has another form, or the data folder cannot be written.
        StoreError: the file is damaged or incomplete.
    """
    importers: dict[str, Callable[[Path], tuple[str, Path]]] = {"nasbench201": _import_nasbench201}
    if name not in importers:
        raise UnknownName("importer of a table", name, importers)
    try:
        return importers[name](source)
    except OSError as error:
        reason = f"{error.strerror}: {error.filename}"
        raise UsageError(
            f"cannot import {source} ({reason}); set LCMNAS_DATA to a folder of yours"
        ) from error


def _import_nasbench201(source: Path) -> tuple[str, Path]:
    if form_of(source) == "json":
        frame, card = read_suite_zero(source)
        return card.name, write_wide(frame, card, local_folder())
    table = read_described(CARD, source)
    if len(table.frame) != CARD.rows or not table.frame.index.is_unique:
        raise StoreError(
            f"{source.name} has {table.frame.index.nunique()} distinct cells, expected {CARD.rows}"
        )
    target = table_path()
    if target.exists() and target.samefile(source):
        return CARD.name, target
    with whole_file(target) as unfinished:
        shutil.copyfile(source, unfinished)
    return CARD.name, target
