"""Open a store's SQLite file: look before touching, refuse what is foreign, damaged or remote."""

from __future__ import annotations

import os
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from lcmnas_core.errors import StoreError, one_line
from lcmnas_core.records.measurement import SCHEMA_VERSION

APPLICATION_ID = 0x4C434D4E
"""`LCMN`: what the header of every store carries."""

BUSY_SECONDS = 30.0

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afs",
        "ceph",
        "fuse.sshfs",
        "lustre",
        "beegfs",
        "gpfs",
        "glusterfs",
    }
)

_MAGIC = b"SQLite format 3\x00"


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn every fault of SQLite or the disk into a `StoreError` of one line."""
    try:
        yield
    except (sqlite3.Error, UnicodeError, OverflowError) as error:
        reason = one_line(error)
        raise StoreError(f"store {path}: {reason}; `lcmnas doctor` tells more") from error
    except OSError as error:
        raise StoreError(f"store {path}: {error.strerror or error}") from error


def create(path: Path, schema: str) -> None:
    """Make a store with the tables of `schema`, whole or not at all; one made meanwhile stays."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            connection.executescript(schema)
            connection.execute("PRAGMA journal_mode = WAL")
        with suppress(FileExistsError):
            path.hardlink_to(unfinished)
    finally:
        unfinished.unlink(missing_ok=True)


def connect_writer(path: Path) -> sqlite3.Connection:
    """A connection that writes with a full sync at every commit (no acknowledged row is lost)."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot change a row, also while another process writes."""
    connection = _connect(path, "rw")
    connection.execute("PRAGMA query_only = ON")
    return connection


def inspect(path: Path) -> None:
    """Check that `path` is a sound store of a schema this version reads, without changing a byte of it.

    Raises:
        StoreError: not a store, damaged, or written by a newer version.
    """
    refuse_foreign(path)
    with guarded(path), closing(_connect(path, "ro")) as connection:
        found = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    if found != ["ok"]:
        raise StoreError(
            f"store {path} is damaged: {found[0].splitlines()[-1]}; restore a copy or start anew"
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"store {path} has schema {version}, this version reads up to {SCHEMA_VERSION}: upgrade lcmnas"
        )


def refuse_foreign(path: Path) -> None:
    """Refuse, by its first 100 bytes, a file that is no store."""
    with guarded(path), path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise StoreError(f"{path} is not a store: it does not start as an SQLite file does")
    (application,) = struct.unpack(">I", header[68:72])
    if application != APPLICATION_ID:
        raise StoreError(f"{path} is an SQLite file, but not a store of lcmnas")


def refuse_network(folder: Path) -> None:
    """Refuse a folder on a network file system, where SQLite's locks and shared memory do not hold."""
    kind = file_system(folder)
    if kind in NETWORK_FILE_SYSTEMS:
        raise StoreError(
            f"{folder} lies on a network file system ({kind}), which cannot hold a store: "
            "give --out on a local disk and merge afterwards"
        )


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # A WAL file needs shared memory beside it; where none can be made, nobody writes either.
    frozen = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    uri = f"{path.resolve().as_uri()}?{'mode=ro&immutable=1' if frozen else f'mode={mode}'}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def file_system(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> str | None:
    """The type of the file system that holds `folder`; None where `mounts` cannot be read."""
    try:
        lines = mounts.read_text(errors="replace").splitlines()
    except OSError:
        return None
    holders = {folder.resolve(), *folder.resolve().parents}
    types = {Path(point.replace("\\040", " ")): kind for _, point, kind, *_ in map(str.split, lines)}
    found = [point for point in types if point in holders]
    return types[max(found, key=lambda point: len(point.parts))] if found else None
