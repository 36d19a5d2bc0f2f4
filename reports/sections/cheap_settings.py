"""How well each cheap setting ranks, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from ..cheap_setting import COLUMNS, CURVES, CheapSetting, Cost, cheapest, complete, placed
from ..figures.fidelity_cost import fidelity_cost, fidelity_rho
from ..section import Picture, Section
from ..table import Table
from ..wording import amount, fixed, listing, percent, seconds, sentence, several, share
from .ceiling import Ceiling
from .leaderboard import INTERVALS_FROM
from .settings_columns import settings_columns

AXES: tuple[Cost, ...] = ("cost_s", "cost_macs")
RULE = (
    "A setting ranks better or worse than the whole training where the 95% interval of the difference "
    "between their τ, on the architectures that both have, lies wholly above or below zero; intervals hold "
    "for all settings of a population at once. Everything else is undecided."
)
ENDS = (
    "What a training ends with is measured on every copy of the validation images, what its curve passes "
    "through on one: looks at a curve carry more noise than schedules of their own."
)
CLOCKS = (
    "Seconds are as a table recorded them, not always on one machine; multiply-adds depend on no machine."
)
_TITLE = "Cheap settings"
_UNITS: dict[Cost, str] = {"cost_s": "seconds", "cost_macs": "multiply-adds", "cost_ratio": "epochs"}


def cheap_settings_section(
    found: Sequence[CheapSetting], ceiling: Ceiling | None, suffix: str = ""
) -> Section:
    """What comes closest to whole training, the Pareto fronts, tau and rho against cost, every number."""
    if not found:
        return Section(f"settings{suffix}", _TITLE, "No setting ranks enough of these architectures for a τ.")
    table = Table(
        f"settings{suffix}",
        caption="Cheap settings, strongest first",
        columns=settings_columns(found),
        rows=tuple(asdict(each) for each in found),
        data=COLUMNS,
    )
    axes = _axes(found)
    return Section(
        f"settings{suffix}",
        _TITLE,
        " ".join(
            filter(None, (_finding(found, ceiling), *(_front(found, axis) for axis in axes), _gap(found)))
        ),
        tables=(table,),
        pictures=_pictures(found, axes, ceiling, suffix),
        caveat=_caveat(found),
    )


def _axes(found: Sequence[CheapSetting]) -> tuple[Cost, ...]:
    """The costs that are known of trainings; the share of epochs where none is."""
    trained = [each for each in found if each.kind != "proxy"]
    known = tuple(axis for axis in AXES if placed(trained, axis))
    return known or (("cost_ratio",) if placed(trained, "cost_ratio") else ())


def _finding(found: Sequence[CheapSetting], ceiling: Ceiling | None) -> str:
    cheaper = [each for each in complete(found) if each.agreement() is not None and not each.is_whole]
    whole = next((each for each in found if each.is_whole and each.agreement() is not None), None)
    if not cheaper:
        return "No cheaper setting has a defined τ here."
    first = cheaper[0]
    lead = f"Of what is cheaper, {_named(first)} ranks best: τ = {first.agreement()}, n = {first.n:,}"
    if whole is None:
        return f"{lead}; the ceiling is {fixed(ceiling.tau)}." if ceiling else f"{lead}."
    if whole.verdict is None:
        return f"{lead}; the same trainings at their end, held to themselves, reach {whole.agreement()}."
    return f"{lead}; the whole training under another seed reaches {whole.agreement()}. {_decided(found)}"


def _decided(found: Sequence[CheapSetting]) -> str:
    """How many settings rank worse than the whole training, and which do not."""
    by_verdict = {
        verdict: [each for each in found if each.verdict == verdict]
        for verdict in ("worse", "better", "undecided")
    }
    worse = len(by_verdict["worse"])
    verb = "ranks" if worse == 1 else "rank"
    parts = [f"{sentence(several(worse, 'cheaper setting'))} {verb} worse"]
    parts += [
        f"{verdict}: {listing([*map(_named, some)])}"
        for verdict, some in by_verdict.items()
        if some and verdict != "worse"
    ]
    return f"{'; '.join(parts)}."


def _named(each: CheapSetting) -> str:
    part = "" if each.cost_ratio is None else f" ({share(each.cost_ratio)} of the cost)"
    return f"{each.setting}{part}"


def _front(found: Sequence[CheapSetting], axis: Cost) -> str:
    steps = [f"{each.setting} ({_spent(each, axis)})" for each in cheapest(found, axis)]
    if len(placed(found, axis)) < 2:
        return ""
    free = [each.setting for each in found if getattr(each, axis) == 0]
    beside = f", beside {listing(free)} for none" if free else ""
    return f"Front by {_UNITS[axis]}: {listing(steps, most=8)}{beside}."


def _spent(each: CheapSetting, axis: Cost) -> str:
    value = each.cost(axis)
    return {"cost_s": seconds, "cost_macs": amount, "cost_ratio": share}[axis](value)


def _gap(found: Sequence[CheapSetting]) -> str:
    """What a reader would look for and not find."""
    if any(each.kind in ("reduction", "short") and not each.is_whole for each in found):
        return ""
    return (
        "Missing: no training in this table was reduced in channels, resolution, samples or schedule, so "
        "what such reductions are worth is open."
    )


def _pictures(
    found: Sequence[CheapSetting], axes: Sequence[Cost], ceiling: Ceiling | None, suffix: str
) -> tuple[Picture, ...]:
    if not axes:
        return ()
    shares = sorted({each.cost_ratio for each in found if each.kind in CURVES and each.cost_ratio})
    looks = f" Lines join looks at one curve, for {listing([*map(percent, shares)])} of the whole cost."
    bound = f" Dotted: {ceiling.kind}." if ceiling else ""
    height = ceiling.tau if ceiling else None
    single = [
        Picture(
            f"settings{suffix}-{_UNITS[axis]}",
            alt=f"Kendall's tau of every setting against {_UNITS[axis]}; the table holds the same numbers",
            caption="95% bootstrap intervals over architectures. Dashed: the Pareto front, where nothing "
            f"else is both cheaper and stronger.{bound}{looks if shares else ''}",
            draw=lambda axis=axis: fidelity_cost(found, axis, height),  # type: ignore[misc]
        )
        for axis in axes
    ]
    both = Picture(
        f"settings{suffix}-rho",
        alt="Spearman's rho of every setting against its cost; the table holds the same numbers",
        caption="The same settings in Spearman’s ρ, with the fronts that it gives. Names as above.",
        draw=lambda: fidelity_rho(found, axes),
    )
    return (*single, both)


def _caveat(found: Sequence[CheapSetting]) -> str:
    parts = [f"Held to: {found[0].truth}."]
    if any(each.verdict is not None for each in found):
        parts.append(RULE)
    if any(not each.higher_is_better for each in found):
        parts.append(
            "τ and ρ are of the raw number; ↓ marks those where lower is better and a negative one is good: "
            "figures, fronts and this text turn their sign. No absolute values are taken."
        )
    uncounted = [each.setting for each in found if each.kind == "proxy" and each.cost_macs is None]
    if uncounted:
        parts.append(f"Without a count of multiply-adds, on the seconds alone: {listing(uncounted)}.")
    whole = complete(found)
    fewer = [each for each in found if each not in whole]
    lost = [f"{each.setting} ({each.n:,} of {each.begun:,})" for each in found if each.n < each.begun]
    if any(each.is_whole for each in found) and any(each.kind == "epoch" for each in found):
        parts.append(ENDS)
    if any(each.cost_s and each.cost_macs and each.kind in ("reduction", "short") for each in found):
        parts.append(CLOCKS)
    if any(each.low is None for each in found):
        parts.append(f"No interval is given below {INTERVALS_FROM} architectures.")
    if fewer:
        named = listing([each.setting for each in fewer])
        parts.append(
            f"On fewer architectures than others, and so neither ranked first nor in a front: {named}."
        )
    if lost:
        parts.append(f"Not every architecture that was begun has a value: {listing(lost)}.")
    parts += [f"{each.setting}: {each.note}." for each in found if each.note]
    return " ".join(parts)
