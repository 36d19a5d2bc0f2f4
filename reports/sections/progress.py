"""How fast searches come to what they find."""

from __future__ import annotations

from collections.abc import Sequence

from ..figures.progress import progress as draw_progress
from ..methods import ABLATIONS, REFERENCE, label
from ..section import Picture, Section
from ..trajectory import CURRENCIES, Currency, Together, Trajectory, of_methods, together
from ..wording import amount, listing, percent

_CAPTION = (
    "Thin: single searches; bold: their median, where all run; shaded: from the lowest to the highest, which "
    "is no interval. The beginning may run off the lower edge. The best of many noisy accuracies lies above "
    "the truth, for every method alike."
)
_ACROSS = (
    " Accuracies are those of each method’s own short training: a walk trains some of its candidates longer, "
    "and rates differ between spaces."
)


def progress(found: Sequence[Trajectory], methods: Sequence[str], currency: Currency = "macs") -> Section:
    """Best validation accuracy so far of the compared methods, of the ablations in a figure of its own."""
    title = "Best so far"
    main = of_methods(found, [method for method in methods if method not in ABLATIONS])
    switched_off = of_methods(found, [method for method in methods if method in (REFERENCE, *ABLATIONS)])
    if not main:
        return Section("progress", title, "No candidate has a validation accuracy.")
    pictures = [_picture("progress", main, "", currency)]
    if set(switched_off) & set(ABLATIONS):
        pictures.append(
            _picture("progress-ablations", switched_off, f"{label(REFERENCE)} and its ablations. ", currency)
        )
    return Section("progress", title, _finding(main, currency), pictures=tuple(pictures))


def _picture(name: str, methods: dict[str, list[Trajectory]], lead: str, currency: Currency) -> Picture:
    return Picture(
        name,
        alt=f"Best validation accuracy so far against candidates, {CURRENCIES[currency]} and seconds spent",
        caption=lead + _CAPTION + (_ACROSS if currency == "images" else ""),
        draw=lambda: draw_progress(methods, currency),
    )


def _finding(methods: dict[str, list[Trajectory]], currency: Currency) -> str:
    """Every method at the largest cost that all of them reached."""
    curves = {
        method: curve
        for method, searches in methods.items()
        if (curve := together(searches, currency)) is not None
    }
    if not curves:
        return "What the searches spent does not overlap."
    spent = min(float(curve.x[-1]) for curve in curves.values())
    reached = [
        f"{label(method)} {percent(_at(curve, spent), 2)}"
        for method, curve in curves.items()
        if curve.x[0] <= spent
    ]
    return (
        f"After {amount(spent)} {CURRENCIES[currency]}, which all searches spent, the best validation "
        f"accuracy is {listing(reached)} (medians)."
    )


def _at(curve: Together, spent: float) -> float:
    return float(curve.median[curve.x <= spent][-1])
