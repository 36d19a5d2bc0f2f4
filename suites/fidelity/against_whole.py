"""Cheap settings against the whole training, under another seed than those that the truth is of."""

from __future__ import annotations

from typing import Any

from lcmnas_core.metrics import Difference

from .difference import numbers, verdict
from .paired import is_enough, paired
from .readings import Readings

Row = dict[str, Any]

WHOLE = "whole"
THAN_WHOLE = {"supported": "better", "contradicted": "worse", "undecided": "undecided"}
"""What the sign of a difference says of the setting."""
NOTHING: Row = dict.fromkeys(("minus_whole", "minus_low", "minus_high", "verdict"))


def against_whole(readings: Readings) -> dict[str, Row]:
    """By setting `minus_whole`, simultaneous `minus_low` and `minus_high`, and a verdict.

    The verdict is `whole` for the whole training itself, else `better`, `worse` or `undecided`. Nothing
    stands where no second training was made: the only one would be held to itself.
    """
    everything = list(readings.settings())
    whole = next((each for each in everything if each.is_whole), None)
    if whole is None or readings.repeats is None:
        return {}
    others = [each for each in everything if each is not whole and is_enough((each, whole))]
    compared = paired(readings, [(each, whole) for each in others])
    rows = {each.setting: _row(found.difference) for each, found in zip(others, compared, strict=True)}
    return {**rows, whole.setting: {**NOTHING, "verdict": WHOLE}}


def _row(difference: Difference | None) -> Row:
    if difference is None:
        return NOTHING
    value, low, high = numbers(difference)
    return {
        "minus_whole": value,
        "minus_low": low,
        "minus_high": high,
        "verdict": THAN_WHOLE[verdict(difference)],
    }
