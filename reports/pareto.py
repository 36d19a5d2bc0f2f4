"""What nothing else is both cheaper and better than."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def front(found: Iterable[T], cost: Callable[[T], float], value: Callable[[T], float]) -> list[T]:
    """Those that no other is both at most as dear as and better than, cheapest first.

    Of equals the first is kept: one cost, one point.
    """
    kept: list[T] = []
    for each in sorted(found, key=lambda each: (cost(each), -value(each))):
        if not kept or value(each) > value(kept[-1]):
            kept.append(each)
    return kept
