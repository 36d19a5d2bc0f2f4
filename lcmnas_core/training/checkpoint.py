"""A private file of tensors and plain values that is whole or refused."""

from __future__ import annotations

import hashlib
import io
import pickle
from pathlib import Path
from typing import Any

import torch

from lcmnas_core.errors import StoreError
from lcmnas_core.whole_file import whole_file

DIGEST_BYTES = hashlib.sha256().digest_size


def write_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Replace the file at `path`, its SHA-256 in front; a write cut short leaves the old file."""
    buffer = io.BytesIO()
    torch.save(state, buffer)
    payload = buffer.getvalue()
    with whole_file(path) as unfinished:
        unfinished.write_bytes(hashlib.sha256(payload).digest() + payload)


def read_checkpoint(path: Path) -> dict[str, Any]:
    """What `write_checkpoint` wrote; nothing but tensors and plain values is ever made of it.

    Raises:
        StoreError: damaged, or written by something else.
    """
    content = path.read_bytes()
    digest, payload = content[:DIGEST_BYTES], content[DIGEST_BYTES:]
    if hashlib.sha256(payload).digest() != digest:
        raise StoreError(f"{path} is damaged; delete it to train from the start")
    try:
        state: dict[str, Any] = torch.load(io.BytesIO(payload), map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError) as error:
        raise StoreError(f"{path} is no checkpoint of this version; delete it to train again") from error
    return state
