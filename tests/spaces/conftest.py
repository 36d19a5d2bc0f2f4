from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from tests.torch_fixtures import one_thread

__all__ = ["metaqnn_frame", "nb201_frame", "one_thread"]

REAL = os.environ.get("LCMNAS_DATA")


@pytest.fixture(scope="session")
def nb201_frame() -> pd.DataFrame:
    if not REAL or not (Path(REAL) / "nas" / "nb201.parquet").is_file():
        pytest.skip("LCMNAS_DATA names no folder with nas/nb201.parquet")
    return pd.read_parquet(Path(REAL) / "nas" / "nb201.parquet")


@pytest.fixture(scope="session")
def metaqnn_frame() -> pd.DataFrame:
    if not REAL or not (Path(REAL) / "nas" / "metaqnn_cifar10.parquet").is_file():
        pytest.skip("LCMNAS_DATA names no folder with nas/metaqnn_cifar10.parquet")
    return pd.read_parquet(Path(REAL) / "nas" / "metaqnn_cifar10.parquet")
