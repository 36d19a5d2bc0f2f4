"""Every table by name: those that ship, those in the data folder, and those a user imported or built."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lcmnas_core.errors import StoreError, UnknownName
from lcmnas_core.folders import data_folder
from lcmnas_core.registry import Registry
from lcmnas_core.tables import metaqnn, nas_bench_macro
from lcmnas_core.tables.nasbench201 import read_nasbench201, table_path
from lcmnas_core.tables.stored import CARD_SUFFIX, read_stored
from lcmnas_core.tables.synthetic import synthetic_table
from lcmnas_core.tables.table import Table

SHIPPED = Path(__file__).parent / "shipped"


@dataclass(frozen=True)
class TableSource:
    """A table that can be loaded, and where it comes from.

    Attributes:
        path: the file that must exist; None where the table is computed.
        ours: trained or computed by this project, so its truth may be redistributed.
    """

    name: str
    title: str
    read: Callable[[], Table]
    path: Callable[[], Path | None]
    ours: bool = False

    @property
    def is_at_hand(self) -> bool:
        """Whether loading needs nothing to be fetched first."""
        path = self.path()
        return path is None or path.is_file()


def _shipped(name: str) -> Callable[[], Table]:
    return lambda: read_stored(SHIPPED, name)


TABLES: Registry[TableSource] = Registry("table")
TABLES.register(
    "nasbench201",
    TableSource("nasbench201", "NAS-Bench-201, all 15,625 cells", read_nasbench201, table_path),
    aliases=("nb201",),
)
TABLES.register(
    "nb201_mini",
    TableSource(
        "nb201_mini",
        "729-cell subspace and 103 random cells of NAS-Bench-201, trained by this project on mnist5k_rot",
        _shipped("nb201_mini"),
        lambda: SHIPPED / "nb201_mini.parquet",
        ours=True,
    ),
)
TABLES.register(
    "macro_mini",
    TableSource(
        "macro_mini",
        "Whole networks drawn from 34 hand-designed ones, trained by this project on mnist5k_rot",
        _shipped("macro_mini"),
        lambda: SHIPPED / "macro_mini.parquet",
        ours=True,
    ),
)
TABLES.register(
    "metaqnn",
    TableSource("metaqnn", metaqnn.CARD.title, metaqnn.read_metaqnn, metaqnn.table_path),
)
TABLES.register(
    "nas_bench_macro",
    TableSource(
        "nas_bench_macro",
        nas_bench_macro.CARD.title,
        nas_bench_macro.read_nas_bench_macro,
        nas_bench_macro.table_path,
    ),
)
TABLES.register(
    "synthetic",
    TableSource("synthetic", "planted ranks, nothing trained", synthetic_table, lambda: None, ours=True),
)


def local_folder() -> Path:
    """Where tables imported or built by the user lie: `tables/NAME.parquet` and `NAME.json`."""
    return data_folder() / "tables"


def _local_names() -> Iterator[str]:
    for card in sorted(local_folder().glob(f"*{CARD_SUFFIX}")):
        if card.stem not in TABLES:
            yield card.stem


def _local_source(name: str) -> TableSource:
    folder = local_folder()
    return TableSource(
        name, f"in {folder}", lambda: read_stored(folder, name), lambda: folder / f"{name}.parquet"
    )


def sources() -> tuple[TableSource, ...]:
    """Every table that can be named, at hand or not, registered ones first."""
    return (*TABLES.values(), *map(_local_source, _local_names()))


def load_unchanged(name: str, sha256: str | None) -> Table:
    """The table called `name` that a run was made with, by the SHA-256 it had then.

    Raises:
        UnknownName, MissingError: as `load`.
        StoreError: it is damaged, or at hand with another content.
    """
    table = load(name)
    if table.sha256 != sha256:
        raise StoreError(
            f"table {name} is not the one that this run was made with: it has SHA-256 "
            f"{table.sha256[:16]}..., but the run was made with {str(sha256)[:16]}...; use that table or a "
            "new folder"
        )
    return table


def load(name: str) -> Table:
    """Load the table called `name`.

    Raises:
        UnknownName: no such table.
        MissingError: its file is not at hand; the message says where it was looked for.
        StoreError: its file or card is damaged.
    """
    if name in TABLES:
        return TABLES[name].read()
    local = list(_local_names())
    if name not in local:
        raise UnknownName("table", name, [*TABLES, *local])
    return _local_source(name).read()
