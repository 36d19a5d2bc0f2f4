"""The store: every measurement of a run in one SQLite file, each acknowledged row durable."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from lcmnas_core.errors import MissingError, StoreError, UnknownName
from lcmnas_core.records.environment import Environment
from lcmnas_core.records.measurement import SCHEMA_VERSION, Measurement, Outcome
from lcmnas_core.records.rows import CANONICAL_ORDER, COLUMNS, WRITE, Cell, from_row, to_row
from lcmnas_core.records.sqlite_file import (
    APPLICATION_ID,
    connect_reader,
    connect_writer,
    create,
    guarded,
    inspect,
    refuse_network,
)

FILE_NAME = "store.sqlite"

Rows = Literal["all", "latest"]

_FIELDS = ",\n  ".join(f"{name} {kind}" for name, kind in COLUMNS.items())

_LATEST = """CREATE VIEW latest AS
  SELECT * FROM measurement AS one
  WHERE attempt = (SELECT max(attempt) FROM measurement AS other WHERE other.key = one.key);"""

_SCHEMA = f"""
CREATE TABLE measurement (
  {_FIELDS},
  PRIMARY KEY (key, attempt),
  CHECK (attempt >= 1),
  CHECK ((status = 'ok') = (value IS NOT NULL)),
  CHECK ((status = 'ok') = (error_type IS NULL))
) STRICT, WITHOUT ROWID;
{_LATEST}
CREATE TABLE environment (env_id TEXT PRIMARY KEY, description TEXT NOT NULL) STRICT;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
"""

_INSERT = f"INSERT {WRITE} ON CONFLICT (key, attempt) DO NOTHING"


class Store:
    """Measurements, environments and what a run wants remembered about itself.

    Rows are unique by (key, attempt): the first one written stays, so writers that race agree.
    A context manager; everything that goes wrong with the file is a `StoreError`.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._absent = self._absent_columns()

    @classmethod
    def create_or_open(cls, folder: Path) -> Self:
        """The store of `folder`, for writing; made if there is none.

        Raises:
            StoreError: the file is damaged, foreign or newer, or the folder lies on a network file system.
        """
        path = Path(folder) / FILE_NAME
        with guarded(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        refuse_network(path.parent)
        if not path.exists():
            with guarded(path):
                create(path, _SCHEMA)
        inspect(path)
        with guarded(path):
            connection = connect_writer(path)
        store = cls(path, connection)
        store._upgrade()
        return store

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The store of `folder` (or the store file itself), for reading only.

        Raises:
            MissingError: there is none.
            StoreError: it is damaged, foreign or newer.
        """
        path = Path(folder) / FILE_NAME if Path(folder).is_dir() else Path(folder)
        if not path.is_file():
            raise MissingError(f"no store at {path}: give a folder that `lcmnas run --out` has written")
        inspect(path)
        with guarded(path):
            connection = connect_reader(path)
        return cls(path, connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a writer folds its journal into it."""
        with guarded(self.path):
            self._connection.close()

    def add(self, measurements: Iterable[Measurement]) -> int:
        """Write all of `measurements` in one durable commit, or none; returns how many were new."""
        return self._change(_INSERT, [to_row(each) for each in measurements])

    def add_environment(self, environment: Environment) -> None:
        """Remember the environment that rows name by `env_id`."""
        row = (environment.env_id, environment.model_dump_json())
        self._change("INSERT INTO environment VALUES (?, ?) ON CONFLICT (env_id) DO NOTHING", [row])

    def put_meta(self, values: Mapping[str, object]) -> None:
        """Remember JSON `values` by name (resolved preset, command, aggregates); the last one stays."""
        rows = [(name, json.dumps(value, sort_keys=True, allow_nan=False)) for name, value in values.items()]
        self._change(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", rows
        )

    def meta(self) -> dict[str, Any]:
        """What `put_meta` stored, sorted by name."""
        rows = self.select("SELECT name, value FROM meta ORDER BY name")
        with self._readable():
            return {name: json.loads(value) for name, value in rows}

    def environments(self) -> dict[str, Environment]:
        """Every environment by its `env_id`."""
        rows = self.select("SELECT env_id, description FROM environment ORDER BY env_id")
        with self._readable():
            return {env_id: Environment.model_validate_json(text) for env_id, text in rows}

    def keys(self) -> set[str]:
        """The keys of all rows, whatever their status."""
        return {key for (key,) in self.select("SELECT DISTINCT key FROM measurement")}

    def latest_attempts(self, *, failed_only: bool = False) -> dict[str, int]:
        """The number of the latest attempt by key; of keys whose latest attempt failed, if so asked."""
        condition = "WHERE status <> 'ok'" if failed_only else ""
        return dict(self.select(f"SELECT key, attempt FROM latest {condition}"))

    def outcome(self, key: str) -> Outcome | None:
        """The latest outcome under `key`; None where there is no row."""
        row = next(self.select(f"SELECT {self._cells(COLUMNS)} FROM latest WHERE key = ?", (key,)), None)
        return None if row is None else from_row(row).outcome

    def counts(self) -> dict[str, int]:
        """How many latest rows have which status."""
        return dict(self.select("SELECT status, count(*) FROM latest GROUP BY status ORDER BY status"))

    def rows(
        self, which: Rows = "latest", columns: Sequence[str] = tuple(COLUMNS)
    ) -> Iterator[tuple[Cell, ...]]:
        """Flat rows with the given columns, in the canonical order.

        Raises:
            UnknownName: no such column.
        """
        for name in columns:
            if name not in COLUMNS:
                raise UnknownName("column", name, COLUMNS)
        table = "measurement" if which == "all" else "latest"
        order = ", ".join(CANONICAL_ORDER)
        return self.select(f"SELECT {self._cells(columns)} FROM {table} ORDER BY {order}")

    def __iter__(self) -> Iterator[Measurement]:
        return map(from_row, self.rows("all"))

    def __len__(self) -> int:
        return int(next(self.select("SELECT count(*) FROM measurement"))[0])

    def latest(self) -> Iterator[Measurement]:
        """The latest attempt of every key, in the canonical order."""
        return map(from_row, self.rows("latest"))

    def select(self, statement: str, values: tuple[Cell, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows of a query; faults of the file surface as `StoreError`."""
        with guarded(self.path):
            # `yield from` would close the cursor of a dropped generator, which a closed file refuses.
            for row in self._connection.execute(statement, values):  # noqa: UP028
                yield row

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One durable commit at the end of the block, or no change at all."""
        with guarded(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk may have rolled back already.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _absent_columns(self) -> list[str]:
        """The columns that the file lacks, being of an older schema."""
        present = {name for _, name, *_ in self.select("PRAGMA table_info(measurement)")}
        return [name for name in COLUMNS if name not in present]

    def _cells(self, columns: Iterable[str]) -> str:
        """What to select for `columns`; those that the file lacks are null."""
        return ", ".join(f"NULL AS {name}" if name in self._absent else name for name in columns)

    def _upgrade(self) -> None:
        """Give a file of an older schema the columns it lacks, empty."""
        if not self._absent:
            return
        with self.transaction() as connection:
            for name in self._absent:
                connection.execute(f"ALTER TABLE measurement ADD COLUMN {name} {COLUMNS[name]}")
            connection.execute("DROP VIEW latest")
            connection.execute(_LATEST)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self._absent = []

    def _change(self, statement: str, rows: Sequence[tuple[Cell, ...]]) -> int:
        with self.transaction() as connection:
            before = connection.total_changes
            connection.executemany(statement, rows)
            return connection.total_changes - before

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except ValueError as error:
            reason = str(error).splitlines()[0]
            raise StoreError(f"store {self.path} is damaged: {reason}") from error
