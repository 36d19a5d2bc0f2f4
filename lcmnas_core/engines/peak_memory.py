"""The most memory that this process held at once, counted anew for every job where the system can."""

from __future__ import annotations

import resource
import sys
from contextlib import suppress
from pathlib import Path

_UNIT = 1 if sys.platform == "darwin" else 1024


def count_anew() -> None:
    """Forget the peak so far; where the system cannot (only Linux can) it stays that of the process."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def peak_bytes() -> int:
    """Resident bytes of this process at their highest since `count_anew`."""
    with suppress(OSError):
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
