"""What a difference between two taus says, by its interval."""

from __future__ import annotations

from lcmnas_core.metrics import Difference

Numbers = tuple[float | None, float | None, float | None]


def numbers(difference: Difference | None) -> Numbers:
    """Its value and the ends of its interval; None for what there is not."""
    if difference is None:
        return None, None, None
    interval = difference.interval
    return difference.value, interval.low if interval else None, interval.high if interval else None


def verdict(difference: Difference | None) -> str:
    """`supported`, `contradicted` or `undecided`, by the interval."""
    _, low, high = numbers(difference)
    if low is not None and low > 0:
        return "supported"
    return "contradicted" if high is not None and high < 0 else "undecided"
