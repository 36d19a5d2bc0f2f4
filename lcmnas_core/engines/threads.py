"""One thread per process: results are bit-equal only at an equal number of threads."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OMP_WAIT_POLICY": "PASSIVE",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""Read by the numeric libraries when they are loaded."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Within the block this process, and any process started in it, computes with one thread."""
    torch = sys.modules.get("torch")
    threads = torch.get_num_threads() if torch else 1
    before = {name: os.environ[name] for name in ONE_THREAD if name in os.environ}
    os.environ.update(ONE_THREAD)
    try:
        if torch:
            torch.set_num_threads(1)
        with threadpool_limits(limits=1):  # libraries that were loaded before
            yield
    finally:
        for name in ONE_THREAD:
            del os.environ[name]
        os.environ.update(before)
        if torch:
            torch.set_num_threads(threads)
