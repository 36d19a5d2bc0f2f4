"""Whether shrinking a space by locality pays, LISSNAS beside its controls."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..frame import Row, rows_of
from ..section import Section
from ..table import Column, Shown, Table
from ..wording import NOTHING, count, fixed, number, percent, points, share

LISSNAS, RANDOM, PRUNING, WHOLE = "lissnas", "random subset", "operation pruning", "whole space"
COLUMNS = (
    "landscape",
    "is_shuffled",
    "method",
    "seeds",
    "size",
    "mean",
    "q05",
    "best",
    "recall",
    "tau_inside",
    "distance_ratio",
    "evaluations",
    "is_smaller",
    "over_random",
    "over_random_low",
    "over_random_high",
    "unseen_over_random",
    "unseen_over_random_low",
    "unseen_over_random_high",
    "log10_ratio",
    "precision",
    "tau_same_range",
    "operations",
    "pockets",
    "entropy",
    "composite",
)
_DATA = COLUMNS[1:]
_LABELS = {LISSNAS: "LISSNAS"}
_CAVEAT = (
    "Leaving out operations leaves at least as many architectures as LISSNAS, the others as many; all but "
    "random subsets are told as many accuracies. LISSNAS keeps some because it was told that they are good, "
    "so its mean lies above random even without locality; fair are the networks it keeps that it was told of "
    "in no writing. On small spaces leaving out whole operations tends to match it. Shuffled: accuracies "
    "dealt out at random among networks, where nothing can pay. No interval where a seed leaves nothing "
    "untold. A τ inside is harder to have: those left lie closer together; fair is beside it the τ of "
    "all networks in their range (all columns). Operations and entropy are of a place, pockets what single "
    "changes do not join; the composite depends on the methods compared."
)


def shrinkage(rows: pd.DataFrame, suffix: str = "") -> Section:
    """LISSNAS against random subsets and pruning, and against itself on the shuffled landscape; the table."""
    found = rows_of(rows, _DATA)
    table = Table(
        f"shrinkage{suffix}",
        caption="What is left of the space, means over seeds",
        columns=_columns(),
        rows=tuple(found),
        data=_DATA,
    )
    return Section(
        f"shrinkage{suffix}", "Shrinking the space", _finding(found), tables=(table,), caveat=_CAVEAT
    )


def _finding(found: Sequence[Row]) -> str:
    real, dealt, pruning = (_line(found, *which) for which in ((LISSNAS,), (LISSNAS, True), (PRUNING,)))
    whole = _line(found, WHOLE)
    if real is None:
        return "LISSNAS was not applied here."
    words = [
        f"LISSNAS leaves {count(real['size'])}"
        + (f" of {count(whole['size'])}" if whole else "")
        + f" architectures on average{_how_often(real)}; of those it was told nothing of, the mean lies "
        f"{_gain(real)} against random subsets."
    ]
    if pruning is not None:
        words.append(f"Leaving out whole operations: {_gain(pruning)}; {_matched(real, pruning)}.")
    if dealt is not None:
        words.append(f"With accuracies shuffled LISSNAS has {_gain(dealt)}.")
    return " ".join(words)


def _line(found: Sequence[Row], method: str, is_shuffled: bool = False) -> Row | None:
    return next(
        (row for row in found if row["method"] == method and bool(row["is_shuffled"]) == is_shuffled), None
    )


def _how_often(row: Row) -> str:
    """An average over seeds of which some leave everything is that of none of them."""
    smaller = number(row["is_smaller"])
    if smaller is None or smaller == 1:
        return ""
    return f" (fewer than all under {share(smaller)} of the seeds)"


def _ends(row: Row) -> tuple[float, float] | None:
    low, high = number(row["unseen_over_random_low"]), number(row["unseen_over_random_high"])
    return None if low is None or high is None else (low, high)


def _gain(row: Row) -> str:
    """`6.42 points (4.75 to 7.94, better)`."""
    gain = f"{points(row['unseen_over_random'], signed=True)} points"
    ends = _ends(row)
    if ends is None:
        return f"{gain} (undecided: no interval)"
    verdict = "better" if ends[0] > 0 else "worse" if ends[1] < 0 else "undecided"
    return f"{gain} ({points(ends[0], signed=True)} to {points(ends[1], signed=True)}, {verdict})"


def _matched(one: Row, other: Row) -> str:
    ours, theirs = _ends(one), _ends(other)
    if ours is None or theirs is None:
        return "which of the two is better is undecided"
    if ours[0] > theirs[1]:
        return "LISSNAS is better than that"
    return "LISSNAS is worse than that" if ours[1] < theirs[0] else "which of the two is better is undecided"


def _columns() -> tuple[Column, ...]:
    return (
        Column("method", "Method", _method, "text"),
        Column("size", "Left", lambda row: Shown(count(row["size"])), hint="architectures"),
        Column("unseen_over_random", "Untold over random", _unseen, hint="points, 95% interval over seeds"),
        Column("over_random", "All over random", _over, hint="points; favours who was told more"),
        Column("mean", "Mean", lambda row: Shown(percent(row["mean"], 2)), "percent", "accuracy"),
        Column("best", "Best", lambda row: Shown(percent(row["best"], 2)), "percent", "accuracy"),
        Column("recall", "Best kept", lambda row: Shown(share(row["recall"])), "percent", "of the top share"),
        Column("tau_inside", "τ inside", lambda row: Shown(fixed(row["tau_inside"])), hint="told with true"),
        Column("distance_ratio", "Spread", lambda row: Shown(fixed(row["distance_ratio"], 2)), extra=True),
        Column(
            "tau_same_range",
            "τ in its range",
            lambda row: Shown(fixed(row["tau_same_range"])),
            hint="of all networks as accurate as those left",
            extra=True,
        ),
        Column("precision", "Of the best", lambda row: Shown(share(row["precision"])), "percent", extra=True),
        Column("log10_ratio", "log₁₀ shrunk", lambda row: Shown(fixed(row["log10_ratio"], 2)), extra=True),
        Column("operations", "Operations", lambda row: Shown(fixed(row["operations"], 2)), extra=True),
        Column("entropy", "Entropy", lambda row: Shown(fixed(row["entropy"], 2)), hint="bits", extra=True),
        Column("pockets", "Pockets", lambda row: Shown(fixed(row["pockets"], 1)), extra=True),
        Column("composite", "Composite", lambda row: Shown(fixed(row["composite"])), hint="ours", extra=True),
        Column("q05", "Worst 5%", lambda row: Shown(percent(row["q05"], 2)), "percent", extra=True),
        Column("evaluations", "Told", lambda row: Shown(fixed(row["evaluations"], 0)), hint="accuracies"),
        Column(
            "is_smaller", "Shrunk", lambda row: Shown(share(row["is_smaller"])), "percent", "of the seeds"
        ),
    )


def _method(row: Row) -> Shown:
    method = str(row["method"])
    return Shown(_LABELS.get(method, method), aside="shuffled" if row["is_shuffled"] else "")


def _unseen(row: Row) -> Shown:
    if row["method"] in (RANDOM, WHOLE):
        return Shown(NOTHING)
    ends = _ends(row)
    aside = "" if ends is None else f"{points(ends[0], signed=True)} to {points(ends[1], signed=True)}"
    return Shown(points(row["unseen_over_random"], signed=True), aside=aside)


def _over(row: Row) -> Shown:
    if row["method"] in (RANDOM, WHOLE):
        return Shown(NOTHING)
    return Shown(points(row["over_random"], signed=True))
