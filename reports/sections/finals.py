"""What the searches found in the end: test accuracy by method, paired by seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from ..figures.finals import finals as draw_finals
from ..methods import ABLATIONS, REFERENCE, in_order, label
from ..outcome import Outcome, accuracy_by_seed, by_method
from ..pairing import RULE, Paired
from ..section import Picture, Section
from ..table import Table
from ..trajectory import CURRENCIES, Currency
from ..wording import amount, listing, percent, several
from .finals_columns import DATA, columns, row_of

Accuracies = Mapping[str, Mapping[int, float]]


def finals(found: Sequence[Outcome], currency: Currency = "macs") -> Section:
    """The methods that stand side by side."""
    kept = [each for each in found if each.method not in ABLATIONS]
    return _section("finals", "Final accuracy", kept, currency)


def ablations(found: Sequence[Outcome], currency: Currency = "macs") -> Section | None:
    """The method with one part switched off at a time; None where none was."""
    kept = [each for each in found if each.method in (REFERENCE, *ABLATIONS)]
    if not {each.method for each in kept} & set(ABLATIONS):
        return None
    return _section("ablations", "Ablations", kept, currency)


def _section(name: str, title: str, found: Sequence[Outcome], currency: Currency) -> Section:
    groups = by_method(found)
    accuracies = {method: accuracy_by_seed(searches) for method, searches in groups.items()}
    known = {method: values for method, values in accuracies.items() if values}
    if not known:
        return Section(name, title, "No search has a test accuracy yet.")
    picture = Picture(
        name,
        alt="Test accuracy of every search by method, and paired differences; medians are in the table",
        caption="One point per search, an upright bar at the median of a method. Test images decided "
        "nothing: they were looked at last, on the network that a search had chosen. Its last training (of "
        "several seeds the first) begins with the weights under which the search had valued it.",
        draw=lambda: draw_finals(known, REFERENCE),
    )
    rows = tuple(
        row_of(method, searches, accuracies.get(REFERENCE, {})) for method, searches in groups.items()
    )
    table = Table(name, f"{title} by method", columns(any(row["instead"] for row in rows)), rows, DATA)
    return Section(
        name,
        title,
        " ".join(filter(None, (_levels(known), _against(known), _budget(found, currency), _cut(found)))),
        tables=(table,),
        pictures=(picture,),
        caveat=RULE,
    )


def _levels(known: Accuracies) -> str:
    parts = [_level(method, list(known[method].values())) for method in in_order(known)]
    return f"Median test accuracy: {listing(parts)}."


def _level(method: str, values: Sequence[float]) -> str:
    return f"{label(method)} {percent(median(values), 2)} ({several(len(values), 'seed')})"


def _against(known: Accuracies) -> str:
    if REFERENCE not in known:
        return ""
    parts = [
        _compared(method, Paired.of(known[REFERENCE], known[method]))
        for method in in_order(known)
        if method != REFERENCE
    ]
    return f"{label(REFERENCE)} against {'; against '.join(parts)}." if parts else ""


def _compared(method: str, pairs: Paired) -> str:
    n = len(pairs.differences)
    if not n:
        return f"{label(method)}: undecided, no seed in common"
    if pairs.verdict != "undecided":
        return f"{label(method)}: {pairs.verdict} under all {n} seeds"
    return f"{label(method)}: undecided (higher under {pairs.higher} of {several(n, 'seed')})"


def _budget(found: Sequence[Outcome], currency: Currency) -> str:
    spent = [getattr(each, currency) for each in found]
    low, high = amount(min(spent)), amount(max(spent))
    between = low if low == high else f"between {low} and {high}"
    return f"Each search spent {between} {CURRENCIES[currency]}, the ending included."


def _cut(found: Sequence[Outcome]) -> str:
    """Which walks the budget ended, and where in them."""
    cut = [
        f"{label(each.method)} under seed {each.seed} (in its phase of {each.cut_in})"
        for each in found
        if each.cut_in
    ]
    return f"The budget ended {listing(cut, most=9)}." if cut else ""
