import subprocess
import sys
from pathlib import Path

import pytest

from lcmnas_core.records.store import Store

WRITER = Path(__file__).with_name("concurrent_writer.py")


@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.slow)])
def test_racing_writers_agree(tmp_path, count):
    # The race begins with making the store.
    command = [sys.executable, str(WRITER), str(tmp_path / "run"), str(count)]
    writers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    ends = [writer.communicate() for writer in writers]
    assert [errors for _, errors in ends] == [""] * 4
    assert sum(int(added) for added, _ in ends) == count
    with Store.open(tmp_path / "run") as store:
        assert [row.outcome.value for row in store] == [float(seed) for seed in range(count)]
