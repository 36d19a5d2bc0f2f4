"""What a training-free score adds to short training."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..figures.mixture import Curve, mixture_plot
from ..frame import Row, rows_of
from ..section import Picture, Section
from ..table import Column, Shown, Table, Tone
from ..wording import NOTHING, amount, count, fixed, interval, listing, number, percent, sentence, slugs

COLUMNS = (
    "population",
    "mixing",
    "weight",
    "n",
    "tau",
    "low",
    "high",
    "minus_training",
    "minus_low",
    "minus_high",
    "macs",
)
"""Columns of the frame `mixture`: one row per population, mixing and weight.

`mixing` is `raw`, `rank` or `zscore`; `weight` is lambda, the share of the score: 0 is short training alone,
1 the score alone; `tau` is with accuracy after long training; `low`, `high` its 95% interval;
`minus_training` the difference to weight 0 of the same mixing, `minus_low`, `minus_high` its paired 95%
interval, simultaneous over the rows; `macs` what the estimate of one architecture costs (median). Intervals
may be missing.
"""
_WORDS: dict[str, tuple[str, Tone]] = {
    "better": ("✓ better", "good"),
    "worse": ("✕ worse", "bad"),
    "undecided": ("≈ undecided", "unsure"),
}


def mixture(rows: pd.DataFrame) -> Section:
    """Whether any mixture ranks better than training alone, tau over lambda, the numbers."""
    found = rows_of(rows, COLUMNS)
    names = slugs(list(dict.fromkeys(str(row["population"]) for row in found)))
    suffix = {name: f"-{key}" if len(names) > 1 else "" for name, key in names.items()}
    parts = {name: [row for row in found if row["population"] == name] for name in names}
    return Section(
        "mixture",
        "What the mixture is worth",
        " ".join(_finding(name, part) for name, part in parts.items()),
        tables=tuple(_table(f"mixture{suffix[name]}", name, part) for name, part in parts.items()),
        pictures=tuple(_picture(f"mixture{suffix[name]}", name, part) for name, part in parts.items()),
        caveat="λ is the weight of the training-free score in the estimate; λ = 0 is short training alone. "
        "Better and worse mean: the paired 95% interval of the difference, simultaneous over all rows, does "
        "not hold zero.",
    )


def verdict(row: Row) -> str:
    """`better` or `worse` than training alone, `undecided`, or nothing for training alone."""
    low, high = number(row["minus_low"]), number(row["minus_high"])
    if row["weight"] == 0 or low is None or high is None:
        return ""
    return "better" if low > 0 else "worse" if high < 0 else "undecided"


def _finding(population: str, rows: Sequence[Row]) -> str:
    alone = next((row for row in rows if row["weight"] == 0), None)
    mixed = [row for row in rows if number(row["weight"]) not in (0, 1) and number(row["tau"]) is not None]
    if alone is None or not mixed:
        return f"On {population} nothing stands beside short training alone."
    best = max(mixed, key=lambda row: number(row["tau"]) or 0.0)
    text = (
        f"On {population} (n = {count(alone['n'])}) short training alone ranks with τ = {fixed(alone['tau'])}"
        f"{_bounds(alone)}; the best mixture, {best['mixing']} with λ = {_weight(best)}, with "
        f"{fixed(best['tau'])}{_bounds(best)}."
    )
    return f"{text} {_dearer(alone, best)}{_verdict_on(mixed)}{_score_alone(rows)}"


def _dearer(alone: Row, mixed: Row) -> str:
    """By how much the costs of what is compared differ."""
    cost, more = number(alone["macs"]), number(mixed["macs"])
    return f"Scoring adds {percent(more / cost - 1, 1)} to the cost. " if cost and more else ""


def _verdict_on(mixed: Sequence[Row]) -> str:
    named = {
        word: [f"{row['mixing']} λ = {_weight(row)}" for row in mixed if verdict(row) == word]
        for word in ("better", "worse")
    }
    if named["better"]:
        text = f"the score adds to training: {listing(named['better'])}."
    else:
        text = "undecided whether the score adds anything: no mixture is distinguishably better."
    return sentence(text) + (f" Worse: {listing(named['worse'])}." if named["worse"] else "")


def _score_alone(rows: Sequence[Row]) -> str:
    alone = next((row for row in rows if row["weight"] == 1 and number(row["tau"]) is not None), None)
    return "" if alone is None else f" The score alone reaches {fixed(alone['tau'])}{_bounds(alone)}."


def _bounds(row: Row) -> str:
    known = number(row["low"]) is not None and number(row["high"]) is not None
    return f" ({interval(row['low'], row['high'])})" if known else ""


def _weight(row: Row) -> str:
    weight = number(row["weight"])
    return NOTHING if weight is None else f"{weight:g}"


def _picture(name: str, population: str, rows: Sequence[Row]) -> Picture:
    curves = [
        Curve(mixing, [row for row in rows if row["mixing"] == mixing])
        for mixing in dict.fromkeys(str(row["mixing"]) for row in rows)
    ]
    return Picture(
        name,
        alt="Kendall's tau with long training over the weight of the score, by mixing; as in the table",
        caption=f"{population}: τ of the estimate with accuracy after long training, 95% bootstrap intervals "
        "over architectures. Dashed: short training alone.",
        draw=lambda: mixture_plot(curves),
    )


def _table(name: str, population: str, rows: Sequence[Row]) -> Table:
    columns = (
        Column("mixing", "Mixing", lambda row: Shown(str(row["mixing"])), "text"),
        Column("weight", "λ", lambda row: Shown(_weight(row))),
        Column("tau", "τ", lambda row: Shown(fixed(row["tau"]), aside=interval(row["low"], row["high"]))),
        Column("verdict", "Than training alone", _shown_verdict, "text"),
        Column(
            "minus_training", "Difference", _difference, hint="in τ, from training alone, with its interval"
        ),
        Column("macs", "MACs", lambda row: Shown(amount(row["macs"])), hint="of one estimate, median"),
        Column("n", "n", lambda row: Shown(count(row["n"]))),
    )
    told = tuple({**row, "verdict": verdict(row) or None} for row in rows)
    return Table(name, f"Mixtures on {population}", columns, told, (*COLUMNS, "verdict"))


def _shown_verdict(row: Row) -> Shown:
    text, tone = _WORDS.get(str(row["verdict"]), (NOTHING, "quiet"))
    return Shown(text, tone=tone)


def _difference(row: Row) -> Shown:
    bounds = interval(row["minus_low"], row["minus_high"], signed=True)
    return Shown(fixed(row["minus_training"], signed=True), aside="" if bounds == NOTHING else bounds)
