from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from lcmnas_core.errors import StoreError
from lcmnas_core.tables.parquet import file_sha256, read_parquet, write_parquet


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    table = pa.table({"arch": [f"cell{i}" for i in range(300)], "accuracy": rng.random(300)})
    path = tmp_path / "t.parquet"
    assert write_parquet(table, path) == file_sha256(path)
    return path


def test_what_was_written_is_read(stored: Path) -> None:
    assert (
        read_parquet(stored, ["arch"])["accuracy"].tolist() == np.random.default_rng(0).random(300).tolist()
    )
    assert [each.name for each in stored.parent.iterdir()] == ["t.parquet"]


def test_damage_is_named_or_harmless(stored: Path) -> None:
    # 200 files with one byte changed and 50 cut short; page checksums catch what the format does not.
    whole, clean = stored.read_bytes(), read_parquet(stored)
    rng = np.random.default_rng(1)
    named = 0
    for trial in range(250):
        raw = bytearray(whole)
        place = int(rng.integers(len(raw)))
        if trial < 200:
            raw[place] ^= int(rng.integers(1, 256))
        else:
            del raw[place:]
        stored.write_bytes(raw)
        try:
            assert (
                read_parquet(stored, ["arch", "accuracy"])["accuracy"].tolist() == clean["accuracy"].tolist()
            )
        except StoreError as error:
            named += 1
            assert "\n" not in str(error)
        assert stored.read_bytes() == bytes(raw)
    assert named > 200


def test_absent_columns_are_listed(stored: Path) -> None:
    with pytest.raises(StoreError, match=r"lacks 1 of 2 expected columns \(seconds, \.\.\.\)"):
        read_parquet(stored, ["arch", "seconds"])


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"arch": pa.array([], pa.string())}), tmp_path / "e.parquet")
    with pytest.raises(StoreError, match="0 rows"):
        read_parquet(tmp_path / "e.parquet")
