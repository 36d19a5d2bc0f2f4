"""The columns of the leaderboard: what a reader needs first, the rest behind a switch."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..families import family_of
from ..frame import Row
from ..standing import Standing, baseline
from ..table import Column, Shown, Strip, Tone
from ..wording import NOTHING, count, fixed, interval, number, percent, seconds

_VERDICTS: dict[str, tuple[str, Tone]] = {
    "yes": ("✓ yes", "good"),
    "no": ("✕ no", "bad"),
    "undecided": ("≈ undecided", "unsure"),
    "baseline": ("baseline", "quiet"),
}


def leaderboard_columns(standings: Sequence[Standing]) -> tuple[Column, ...]:
    """Main columns with the interval drawn on one scale for all rows, then the extra ones."""
    return (*_main(_strip(standings)), *_EXTRA)


def _main(strip: Callable[[Row], Shown]) -> tuple[Column, ...]:
    return (
        Column("proxy", "Proxy", _proxy, "text", "marker and colour give the family"),
        Column("tau", "τ", lambda row: Shown(fixed(row["tau"])), hint="Kendall’s τ-b of the raw score"),
        Column("tau_low", "95% interval", strip, hint="bootstrap over architectures; sorts by the lower end"),
        Column("beats_params", "Beats params", _verdict, "text", "paired interval of the difference in τ"),
        Column(
            "minus_params",
            "τ − params",
            lambda row: Shown(fixed(row["minus_params"], signed=True)),
            hint="difference in τ from counting parameters",
        ),
        Column("spearman", "Spearman ρ", lambda row: Shown(fixed(row["spearman"]))),
        Column(
            "precision_at_10",
            "Top 10%",
            lambda row: Shown(percent(row["precision_at_10"])),
            hint="share of the true best tenth among the proxy’s best tenth",
        ),
        Column("regret", "Regret", _regret, hint="accuracy lost by taking the best-scored, in points"),
        Column(
            "standalone_cpu_s", "CPU", lambda row: Shown(seconds(row["standalone_cpu_s"])), hint=_COST_HINT
        ),
        Column("coverage", "Coverage", _coverage, hint="share of architectures with a score"),
    )


_COST_HINT = "median CPU seconds for one architecture, the proxy on its own"


def _proxy(row: Row) -> Shown:
    arrow = "" if row["higher_is_better"] else " ↓"
    name = str(row["proxy"])
    return Shown(name + arrow, family=family_of(name), hint=str(row["note"] or ""))


def _verdict(row: Row) -> Shown:
    word = str(row["beats_params"] or "")
    text, tone = _VERDICTS.get(word, (word or NOTHING, ""))
    return Shown(text, tone=tone)


def _regret(row: Row) -> Shown:
    lost = number(row["regret"])
    return Shown(NOTHING if lost is None else fixed(100 * lost, 2))


def _coverage(row: Row) -> Shown:
    whole = row["coverage"] == 1
    return Shown(percent(row["coverage"], 0 if whole else 1), aside=f"n {count(row['n'])}")


def _strip(standings: Sequence[Standing]) -> Callable[[Row], Shown]:
    ends = [x for each in standings for x in (each.tau, each.tau_low, each.tau_high) if x is not None]
    low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
    width = (high - low) or 1.0
    params = baseline(standings, "params")

    def place(tau: float | None) -> float | None:
        return None if tau is None else round(4 + 92 * (tau - low) / width, 1)

    def show(row: Row) -> Shown:
        point = place(number(row["tau"]))
        if point is None:
            return Shown("undefined", tone="quiet")
        bounds = place(number(row["tau_low"])), place(number(row["tau_high"]))
        family = family_of(str(row["proxy"]))
        drawn = Strip(point, *bounds, reference=place(params.tau) if params else None, family=family)
        return Shown(interval(row["tau_low"], row["tau_high"]), strip=drawn)

    return show


def _plain(key: str, label: str, text: Callable[[Row], str], hint: str = "") -> Column:
    return Column(key, label, lambda row: Shown(text(row)), hint=hint, extra=True)


_EXTRA = (
    _plain(
        "minus_params_low",
        "τ − params, interval",
        lambda row: interval(row["minus_params_low"], row["minus_params_high"], signed=True),
        "paired 95% interval; sorts by the lower end",
    ),
    _plain(
        "tau_same_size",
        "τ, same size",
        lambda row: fixed(row["tau_same_size"]),
        "over pairs of networks in one band of parameters, 5% wide",
    ),
    _plain("partial_tau", "τ given params", lambda row: fixed(row["partial_tau"]), "partial τ"),
    _plain("tau_a", "τ-a", lambda row: fixed(row["tau_a"]), "all pairs count, tied ones as zero"),
    _plain("weighted_tau", "Weighted τ", lambda row: fixed(row["weighted_tau"]), "the top counts more"),
    _plain("top_decile_tau", "τ in top tenth", lambda row: fixed(row["top_decile_tau"])),
    _plain("tie_share", "Ties", lambda row: percent(row["tie_share"], 1), "share of tied pairs"),
    _plain("tau_worst", "τ, failures last", lambda row: fixed(row["tau_worst"])),
    _plain("tau_common", "τ, common", lambda row: fixed(row["tau_common"]), "where all proxies have a score"),
    _plain("n_common", "n, common", lambda row: count(row["n_common"])),
    _plain("seeds", "Seeds", lambda row: count(row["seeds"])),
    _plain("seed_tau", "τ between seeds", lambda row: fixed(row["seed_tau"])),
    _plain("standalone_cpu_s_p95", "CPU, p95", lambda row: seconds(row["standalone_cpu_s_p95"])),
    Column("version", "Version", lambda row: Shown(str(row["version"])), "text", extra=True),
    Column("note", "Note", lambda row: Shown(str(row["note"] or "")), "text", extra=True),
)
