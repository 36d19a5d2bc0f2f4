"""Stored truth: architecture to accuracies, seconds and sizes, with where every number comes from."""

from __future__ import annotations

from lcmnas_core.tables.catalogue import TABLES, TableSource, load, load_unchanged, sources
from lcmnas_core.tables.schema import Ceiling, Column, TableCard
from lcmnas_core.tables.table import Table

__all__ = [
    "TABLES",
    "Ceiling",
    "Column",
    "Table",
    "TableCard",
    "TableSource",
    "load",
    "load_unchanged",
    "sources",
]
