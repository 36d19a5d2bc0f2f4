"""A private file of tensors and plain values that is whole or refused."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from pathlib import Path
from typing import Any

import torch

from lcmnas_core.errors import StoreError

DIGEST_BYTES = hashlib.sha256().digest_size


def write_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Replace the file at `path`, its SHA-256 in front; a write cut short leaves the old file."""
    buffer = io.BytesIO()
    torch.save(state, buffer)
    payload = buffer.getvalue()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    with partial.open("wb") as file:
        file.write(hashlib.sha256(payload).digest() + payload)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


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
