"""Which proxies rank architectures as training does, and which beat counting parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from ..figures.forest import forest
from ..section import Picture, Section
from ..standing import COLUMNS, Standing
from ..table import Table
from ..wording import fixed, interval, listing, percent, sentence, several
from .ceiling import Ceiling
from .leaderboard_columns import leaderboard_columns

INTERVALS_FROM = 30


def leaderboard(standings: Sequence[Standing], ceiling: Ceiling | None, suffix: str = "") -> Section:
    """Leader, comparison with counting parameters, ceiling; the table; the forest plot."""
    figure = Picture(
        f"leaderboard{suffix}",
        alt="Kendall's tau of every proxy with its interval, strongest on top, as in the table",
        caption="Kendall’s τ of the raw score with accuracy, 95% bootstrap intervals over architectures. "
        "Vertical lines: counting parameters, counting multiply-adds"
        + (", and the ceiling set by training noise." if ceiling else "."),
        draw=lambda: forest(standings, ceiling.tau if ceiling else None),
    )
    table = Table(
        f"leaderboard{suffix}",
        caption="Leaderboard, strongest proxy first",
        columns=leaderboard_columns(standings),
        rows=tuple(asdict(each) for each in standings),
        data=COLUMNS,
    )
    return Section(
        f"leaderboard{suffix}",
        "Leaderboard",
        " ".join(filter(None, (_leader(standings), _against_params(standings), _ceiling(ceiling)))),
        tables=(table,),
        pictures=(figure,),
        caveat=_caveat(standings),
    )


def _leader(standings: Sequence[Standing]) -> str:
    first = standings[0]
    if first.tau is None:
        return "No proxy has a defined τ here."
    known = f"n = {first.n:,}"
    if first.tau_low is not None:
        known = f"95% interval {interval(first.tau_low, first.tau_high)}, {known}"
    verb = "leads: counting parameters is the strongest signal," if first.proxy == "params" else "leads with"
    return f"{first.proxy} {verb} τ = {fixed(first.tau)} ({known})."


def _against_params(standings: Sequence[Standing]) -> str:
    named = {
        word: [each.proxy for each in standings if each.beats_params == word]
        for word in ("yes", "undecided", "no")
    }
    if not any(named.values()):
        return ""
    better = (
        f"{several(len(named['yes']), 'proxy', 'proxies')} {_beats(len(named['yes']))} counting parameters"
    )
    better += f" ({listing(named['yes'])})" if named["yes"] else ""
    rest = f"{len(named['undecided'])} undecided, {len(named['no'])} weaker"
    return sentence(f"{better}; {rest}.")


def _beats(amount: int) -> str:
    return "beats" if amount == 1 else "beat"


def _ceiling(ceiling: Ceiling | None) -> str:
    if ceiling is None:
        return ""
    return f"The ceiling is τ = {fixed(ceiling.tau)}: {ceiling.kind}."


def _caveat(standings: Sequence[Standing]) -> str:
    parts = []
    short = [each for each in standings if each.coverage is not None and each.coverage < 1]
    if short:
        least = min(short, key=lambda each: each.coverage or 0.0)
        parts.append(
            "Architectures without a score are left out of a proxy’s τ; lowest coverage "
            f"{percent(least.coverage, 1)} ({least.proxy})."
        )
    if any(each.n < INTERVALS_FROM for each in standings):
        parts.append(f"No interval is given below {INTERVALS_FROM} architectures.")
    if any(not each.higher_is_better for each in standings):
        parts.append("↓ marks proxies where lower is better: a negative τ is a good one there.")
    return " ".join(parts)
