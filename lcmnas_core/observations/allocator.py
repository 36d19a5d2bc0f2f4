"""Memory between passes: kept by the process instead of handed back to the kernel."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_TRIM_THRESHOLD = -1
_MMAP_THRESHOLD = -3


@cache
def keep_freed_memory() -> bool:
    """Ask glibc to reuse freed feature maps; whether it agreed.

    By default a freed map of some megabytes returns to the kernel and the next one is faulted in page by
    page, which costs up to a third of a pass. Values are not affected; the process keeps its peak size.
    """
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    return bool(mallopt(_MMAP_THRESHOLD, 32 * 2**20)) and bool(mallopt(_TRIM_THRESHOLD, 2**31 - 1))
