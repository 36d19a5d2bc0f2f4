"""The columns of tables with a line for each search method."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from ..frame import Cell, Row
from ..methods import ABLATIONS, REFERENCE, label
from ..outcome import Outcome, accuracy_by_seed
from ..pairing import Paired
from ..table import Column, Shown, Tone
from ..wording import NOTHING, amount, count, fixed, joules, mebibytes, number, percent, seconds
from .method_column import METHOD

_VERDICTS: dict[str, tuple[str, Tone]] = {
    "higher": ("✓ higher", "good"),
    "lower": ("✕ lower", "bad"),
    "undecided": ("≈ undecided", "unsure"),
    "reference": ("reference", "quiet"),
}
_MEDIANS = (
    "validation_accuracy",
    "params",
    "net_macs",
    "depth",
    "evaluations",
    "failed",
    "macs",
    "images",
    "cpu_s",
    "device_s",
    "peak_bytes",
    "energy_j",
)
DATA = (
    "method",
    "instead",
    "seeds",
    "test_accuracy",
    "test_low",
    "test_high",
    "verdict",
    "higher",
    "lower",
    "difference",
    *_MEDIANS,
)
"""Medians over the seeds of a method; `difference` is the reference minus the method, paired by seed."""


def row_of(method: str, searches: Sequence[Outcome], reference: Mapping[int, float]) -> dict[str, Cell]:
    """One method; `reference` holds the test accuracies, by seed, that it is set against."""
    accuracies = accuracy_by_seed(searches)
    pairs = Paired.of(reference, accuracies)
    itself = method == REFERENCE
    verdict = "reference" if itself else pairs.verdict
    return {
        "method": method,
        "instead": ABLATIONS.get(method, ""),
        "seeds": len(searches),
        "test_accuracy": _median(list(accuracies.values())),
        "test_low": min(accuracies.values(), default=None),
        "test_high": max(accuracies.values(), default=None),
        "verdict": verdict if reference else None,
        "higher": None if itself else pairs.higher,
        "lower": None if itself else pairs.lower,
        "difference": None if itself else _median(pairs.differences),
        **{name: _median([getattr(each, name) for each in searches]) for name in _MEDIANS},
    }


def columns(with_parts: bool) -> tuple[Column, ...]:
    """The visible columns; `with_parts` says what takes the place of a part that is switched off."""
    instead = Column("instead", "Instead", lambda row: Shown(str(row["instead"] or NOTHING)), "text")
    return (
        METHOD,
        *((instead,) if with_parts else ()),
        Column("test_accuracy", "Test", _test, "percent", "median over seeds, and the range"),
        Column("verdict", f"{label(REFERENCE)} is", _verdict, "text", "seeds higher : lower; rule below"),
        Column(
            "difference", f"{label(REFERENCE)} − it", _difference, hint="median paired difference, in points"
        ),
        Column("validation_accuracy", "Validation", _shown(percent, "validation_accuracy", 2), "percent"),
        Column("params", "Params", _shown(amount, "params"), hint="of the network found"),
        Column("net_macs", "MACs", _shown(amount, "net_macs"), hint="of the network found, one image"),
        Column("evaluations", "Evaluated", _evaluated, hint="candidates of one search"),
        Column(
            "macs", "MACs spent", _shown(amount, "macs"), hint="by one search: all passes of all candidates"
        ),
        Column("cpu_s", "CPU", _shown(seconds, "cpu_s"), hint="seconds of one search"),
        Column(
            "device_s", "Device", _shown(seconds, "device_s"), hint="seconds on a GPU, if any", extra=True
        ),
        Column("depth", "Depth", _shown(count, "depth"), hint="of the network found", extra=True),
        Column(
            "images", "Images", _shown(amount, "images"), hint="shown in training by one search", extra=True
        ),
        Column(
            "peak_bytes", "Memory", _shown(mebibytes, "peak_bytes"), hint="most that one job held", extra=True
        ),
        Column(
            "energy_j",
            "Energy",
            _shown(joules, "energy_j"),
            hint="of one search, if metered",
            extra=True,
        ),
        Column("seeds", "Seeds", _shown(count, "seeds")),
    )


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def _shown(write: Callable[..., str], name: str, *settings: int) -> Callable[[Row], Shown]:
    return lambda row: Shown(write(row[name], *settings))


def _test(row: Row) -> Shown:
    known = number(row["test_low"]) is not None
    aside = f"{percent(row['test_low'], 2)} to {percent(row['test_high'], 2)}" if known else ""
    return Shown(percent(row["test_accuracy"], 2), aside=aside)


def _verdict(row: Row) -> Shown:
    if row["verdict"] is None:
        return Shown(NOTHING)
    text, tone = _VERDICTS[str(row["verdict"])]
    if row["verdict"] == "reference":
        return Shown(text, tone=tone)
    higher, lower = int(number(row["higher"]) or 0), int(number(row["lower"]) or 0)
    return Shown(
        text, tone=tone, aside=f"{higher} : {lower}", hint=f"higher under {higher}, lower under {lower}"
    )


def _difference(row: Row) -> Shown:
    points = number(row["difference"])
    return Shown(NOTHING if points is None else fixed(100 * points, 2, signed=True))


def _evaluated(row: Row) -> Shown:
    failed = number(row["failed"])
    return Shown(count(row["evaluations"]), aside=f"{count(failed)} failed" if failed else "")
