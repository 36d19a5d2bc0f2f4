from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
import torch

from lcmnas_core.errors import StoreError
from lcmnas_core.training.checkpoint import read_checkpoint, write_checkpoint

STATE = {
    "weights": {"a": torch.arange(5.0), "b": torch.tensor(3)},
    "curve": [0.1, 0.2],
    "by_epoch": {3: 0.5},
    "best": {},
    "none": None,
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "new" / "training.pt"
    write_checkpoint(written, STATE)
    return written


def test_what_is_written_is_read(path: Path) -> None:
    found = read_checkpoint(path)
    assert torch.equal(found["weights"].pop("a"), torch.arange(5.0))
    assert found == {**STATE, "weights": {"b": torch.tensor(3)}}
    assert [each.name for each in path.parent.iterdir()] == ["training.pt"]


def test_any_cut_is_refused(path: Path) -> None:
    content = path.read_bytes()
    for length in range(0, len(content), 37):
        path.write_bytes(content[:length])
        with pytest.raises(StoreError, match="is damaged; delete it"):
            read_checkpoint(path)


def test_any_flipped_bit_is_refused(path: Path) -> None:
    content = path.read_bytes()
    for place in range(0, len(content), 41):
        path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        with pytest.raises(StoreError, match="is damaged"):
            read_checkpoint(path)


class Payload:
    def __init__(self, canary: Path) -> None:
        self.canary = canary

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.canary,))


def test_code_in_a_file_is_never_run(path: Path) -> None:
    buffer = io.BytesIO()
    torch.save(Payload(path.parent / "canary"), buffer)
    path.write_bytes(hashlib.sha256(buffer.getvalue()).digest() + buffer.getvalue())
    with pytest.raises(StoreError, match="no checkpoint of this version"):
        read_checkpoint(path)
    assert not (path.parent / "canary").exists()


def test_a_failed_write_leaves_the_old_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(AttributeError):
        write_checkpoint(path, {"cannot be pickled": lambda: None})
    assert path.read_bytes() == before
