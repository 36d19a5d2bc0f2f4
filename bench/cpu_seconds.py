"""The clock of the benchmarks that compare ways side by side."""

from __future__ import annotations

import time
from collections.abc import Callable


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process that `work` takes once."""
    started = time.process_time()
    work()
    return time.process_time() - started
