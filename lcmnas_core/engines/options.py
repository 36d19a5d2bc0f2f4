"""How many workers an engine has, and how much time and memory they get."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from lcmnas_core.errors import UsageError


def usable_cores() -> int:
    """The cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class EngineOptions:
    """Limits of a run.

    Attributes:
        workers: processes that compute, one thread each.
        timeout_s: wall seconds after which a job is stopped and gets the status `timeout`. There is always
            a limit, so that a run always ends.
        memory_bytes: data memory that a worker may add to what it starts with; beyond it allocations fail
            and the job gets the status `oom`. Linux only; null for no limit.

    Raises:
        UsageError: a limit that is not positive.
    """

    workers: int = field(default_factory=usable_cores)
    timeout_s: float = 3600.0
    memory_bytes: int | None = None

    def __post_init__(self) -> None:
        for name in ("workers", "timeout_s", "memory_bytes"):
            limit = getattr(self, name)
            if limit is not None and not limit > 0:
                raise UsageError(f"{name} must be positive, got {limit}")
