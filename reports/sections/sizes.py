"""Whether more accurate means larger."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..figures.sizes import Points, smallest
from ..figures.sizes import sizes as draw_sizes
from ..methods import in_order, label
from ..outcome import Outcome
from ..section import Picture, Section
from ..wording import amount, listing, percent, sentence

_FEW = 6


def sizes(evaluations: pd.DataFrame, found: Sequence[Outcome]) -> Section:
    """The front of the networks found, in words; candidates and finds over parameters."""
    candidates = _candidates(evaluations)
    finals = {
        method: np.array(points)
        for method in in_order(each.method for each in found)
        if (points := [_point(each) for each in found if each.method == method and _measured(each)])
    }
    if not candidates and not finals:
        return Section(
            "sizes", "Accuracy and size", "No candidate has both an accuracy and a count of parameters."
        )
    picture = Picture(
        "sizes",
        alt="Accuracy over parameters: every candidate, and the network that each search found",
        caption="Left, every candidate after its short training (▾ counts those far below the rest, "
        "which are not drawn); right, what each search found. Dashed: the front, where nothing smaller does "
        "better.",
        draw=lambda: draw_sizes(candidates, finals),
    )
    return Section("sizes", "Accuracy and size", _finding(found), pictures=(picture,))


def _candidates(evaluations: pd.DataFrame) -> dict[str, Points]:
    known = evaluations[evaluations["validation_accuracy"].notna() & (evaluations["params"] > 0)]
    return {
        method: known.loc[known["method"] == method, ["params", "validation_accuracy"]].to_numpy(
            dtype=np.float64
        )
        for method in in_order(map(str, known["method"].unique()))
    }


def _measured(each: Outcome) -> bool:
    return each.test_accuracy is not None and (each.params or 0) > 0


def _point(each: Outcome) -> tuple[float, float]:
    return float(each.params or 0), each.test_accuracy or 0.0


def _finding(found: Sequence[Outcome]) -> str:
    measured = [each for each in found if _measured(each)]
    if not measured:
        return "No search has ended with a test accuracy yet."
    kept = {*smallest(_point(each) for each in measured)}
    members = sorted((each for each in measured if _point(each) in kept), key=lambda each: each.params or 0)
    steps = [
        f"{label(each.method)} seed {each.seed} ({amount(each.params)}, {percent(each.test_accuracy, 2)})"
        for each in members
    ]
    verb = "is" if len(members) == 1 else "are"
    return sentence(
        f"{listing(steps, _FEW)} {verb} the front of what was found: nothing smaller does better."
    )
