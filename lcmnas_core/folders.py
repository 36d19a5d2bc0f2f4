"""Where local data lives, made absolute once."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


@cache
def cache_folder() -> Path:
    """The user's cache folder, for things that can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("lcmnas", appauthor=False)


def data_folder() -> Path:
    """The folder named by `LCMNAS_DATA`, else the cache folder: `nas/*.parquet`, `images/*.npz`."""
    named = os.environ.get("LCMNAS_DATA")
    return Path(named).resolve() if named else cache_folder()
