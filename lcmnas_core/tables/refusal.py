"""Which files are read at all: parquet and JSON, told by content; pickles are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from lcmnas_core.errors import MissingError, UsageError

PICKLE_SUFFIXES = frozenset(
    {".pkl", ".pickle", ".p", ".pth", ".pt", ".pd", ".npy", ".joblib", ".ckpt", ".bin"}
)

_MAGIC = {
    b"PAR1": "parquet",
    b"PK\x03\x04": "zip archive",
    b"\x1f\x8b": "gzip archive",
    b"BZh": "bzip2 archive",
    b"\xfd7zXZ": "xz archive",
    b"\x93NUMPY": "NumPy array",
}


def _pickle_refused(path: Path, how: str) -> UsageError:
    return UsageError(
        f"{path.name} is a pickle {how}; pickles can run code and are never opened: give JSON or parquet"
    )


def form_of(path: Path) -> Literal["parquet", "json"]:
    """`parquet` or `json`, by the first bytes of the file and never by trust in its name.

    Raises:
        MissingError: no such file.
        UsageError: a pickle, an archive, or anything else.
    """
    if not path.is_file():
        raise MissingError(f"no file at {path}")
    if path.suffix.lower() in PICKLE_SUFFIXES:
        raise _pickle_refused(path, "by its name")
    with path.open("rb") as file:
        head = file.read(64)
    if head[:1] == b"\x80":
        raise _pickle_refused(path, "inside")
    for magic, form in _MAGIC.items():
        if head.startswith(magic):
            if form == "parquet":
                return "parquet"
            raise UsageError(
                f"{path.name} is a {form}; unpack it yourself and give the JSON or parquet file in it"
            )
    if head.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{"):
        return "json"
    raise UsageError(f"{path.name} is neither JSON (an object) nor parquet")
