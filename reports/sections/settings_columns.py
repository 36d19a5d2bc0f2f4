"""The columns of the table of cheap settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..cheap_setting import KINDS, CheapSetting, clock
from ..frame import Row
from ..table import Column, Shown, Strip
from ..wording import amount, count, fixed, interval, seconds, share, slug
from .verdicts import bounds, difference, verdict


def settings_columns(found: Sequence[CheapSetting]) -> tuple[Column, ...]:
    """Main columns, intervals drawn on one scale for all rows; the rest behind a switch."""
    against_whole = Column(
        "minus_whole",
        "− whole",
        _against_whole,
        hint="τ above that of the whole training, on what both have, simultaneous 95% interval; ✓ better, "
        "✕ worse, ≈ undecided",
    )
    is_held_to_whole = any(each.verdict is not None for each in found)
    return (
        Column("setting", "Setting", _setting, "text", "marker and colour give the kind"),
        Column("tau", "τ", lambda row: Shown(fixed(row["tau"])), hint="Kendall’s τ-b of the raw number"),
        Column("low", "95% interval", _strip(found), hint="drawn with the sign turned where lower is better"),
        *((against_whole,) if is_held_to_whole else ()),
        Column(
            "rho",
            "Spearman ρ",
            lambda row: Shown(fixed(row["rho"]), hint=bounds(row["rho_low"], row["rho_high"])),
            hint="its interval is in the figure and the file",
        ),
        Column(
            "cost_ratio",
            "Cost",
            lambda row: Shown(share(row["cost_ratio"], 1)),
            hint="share of the whole training",
        ),
        Column("cost_macs", "MACs", lambda row: Shown(amount(row["cost_macs"])), hint=_MEAN),
        Column("cost_s", clock(found), lambda row: Shown(seconds(row["cost_s"])), hint=_MEAN),
        Column("n", "n", _covered, hint="architectures, and of how many where some have no value"),
        Column("kind", "Kind", lambda row: Shown(KINDS[str(row["kind"])]), "text", extra=True),
    )


_MEAN = "for one architecture, mean; of a training its steps alone"


def _setting(row: Row) -> Shown:
    arrow = "" if row["higher_is_better"] else " ↓"
    kind = str(row["kind"])
    return Shown(str(row["setting"]) + arrow, family=slug(kind), hint=KINDS[kind])


def _against_whole(row: Row) -> Shown:
    told = verdict(row)
    if row["minus_whole"] is None:
        return Shown(told.text, tone=told.tone)
    mark, _, word = told.text.partition(" ")
    shown = difference(row, "minus_whole", "minus_low", "minus_high")
    return Shown(f"{mark} {shown.text}", aside=shown.aside, tone=told.tone, hint=word)


def _covered(row: Row) -> Shown:
    return Shown(count(row["n"]), aside="" if row["n"] == row["begun"] else f"of {count(row['begun'])}")


def _strip(found: Sequence[CheapSetting]) -> Callable[[Row], Shown]:
    drawn = {each.setting: known for each in found if (known := each.agreement()) is not None}
    ends = [x for known in drawn.values() for x in (known.value, known.low, known.high) if x is not None] or [
        0.0
    ]
    least, width = min(ends), (max(ends) - min(ends)) or 1.0

    def place(value: float | None) -> float | None:
        return None if value is None else round(4 + 92 * (value - least) / width, 1)

    def show(row: Row) -> Shown:
        known = drawn.get(str(row["setting"]))
        if known is None:
            return Shown("undefined", tone="quiet")
        point = 4 + 92 * (known.value - least) / width
        family = slug(str(row["kind"]))
        strip = Strip(round(point, 1), place(known.low), place(known.high), None, family)
        return Shown(interval(row["low"], row["high"]), strip=strip)

    return show
