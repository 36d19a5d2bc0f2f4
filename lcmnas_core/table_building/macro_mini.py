"""`macro_mini`: whole networks of `wdg_macro` trained on mnist5k_rot."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, islice, pairwise, zip_longest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.fidelity import Reduction
from lcmnas_core.seeding import rng_for
from lcmnas_core.spaces.wdg_macro.acceptance import Acceptance, Limits
from lcmnas_core.spaces.wdg_macro.accepted import Drawn
from lcmnas_core.spaces.wdg_macro.rules import Rules
from lcmnas_core.spaces.wdg_macro.space import WDG_MACRO, WdgMacro
from lcmnas_core.table_building.plan import Entry, TablePlan
from lcmnas_core.tables.schema import TableCard
from lcmnas_core.training.own_recipes import own_recipe

NAME = "macro_mini"
SETTINGS = BuildSettings(channels=0, cells=0, input_shape=(1, 16, 16), classes=10, width_factor=0.25)
LIMITS = Limits(macs=10_000_000)
RECIPE = replace(own_recipe(WDG_MACRO.name), epochs=16)
SEEDS = (0, 1)
WRITTEN = "c2r2s0e16 c0r0s1e16 c0r0s0e8 c2r0s0e16 c0r2s0e16 c1r1s0e16 c0r0s2e16"
REDUCTIONS = tuple(map(Reduction.parse, WRITTEN.split()))
"""As of `nb201_mini`, over this table's own 16 epochs."""
NETWORKS, REDUCED = 150, 60
"""All under two seeds; the first of them under every reduction too."""
DRAWS, PARTS = 1_500, 3


@cache
def draws() -> tuple[Drawn, ...]:
    """Distinct accepted networks from which those of the table are taken, in the order of drawing."""
    space = WdgMacro(settings=SETTINGS, rules=Rules(acceptance=Acceptance(LIMITS)))
    found = (space.drawn(rng_for(NAME, number)) for number in range(DRAWS))
    return tuple({each.chain: each for each in found}.values())


def networks() -> tuple[Drawn, ...]:
    """Equally many from each third of depth and each third of multiply-adds within it, in turns.

    More of them later leave the first ones as they are.
    """
    strata = [
        part
        for depths in thirds(draws(), lambda each: each.plan.counts.layers)
        for part in thirds(depths, lambda each: each.plan.counts.macs)
    ]
    # Within a stratum by number, so that the order owes nothing to size.
    order = {each.chain: place for place, each in enumerate(draws())}
    queues = [sorted(part, key=lambda each: order[each.chain]) for part in strata]
    turns = chain.from_iterable(zip_longest(*queues))
    return tuple(islice((each for each in turns if each is not None), NETWORKS))


def plan() -> TablePlan:
    """Every network under two seeds; under the first of them also the reductions of some."""
    drawn = draws()
    rejected = sum(sum(each.rejected.values()) for each in drawn)
    card = TableCard(
        name=NAME,
        title="Whole networks drawn from 34 hand-designed ones, trained by this project on mnist5k_rot",
        space=WDG_MACRO.name,
        version="1",
        rows=0,
        dataset="mnist5k_rot",
        populations={
            "networks": f"{NETWORKS} of {len(drawn)} draws of at most {LIMITS.macs:,} multiply-adds, in turn "
            f"from thirds of depth and of multiply-adds, the first {REDUCED} also under every reduction; "
            f"{rejected} draws were rejected"
        },
        ours=True,
        provenance=(f"trained by `lcmnas tables build {NAME}`",),
        licence="MIT; images: MNIST, CC BY-SA 3.0",
        recipe={**RECIPE.as_settings(), **SETTINGS.names(), "seeds": list(SEEDS)},
    )
    entries = tuple(map(_entry, networks()))
    return TablePlan(card, SETTINGS, RECIPE, SEEDS, entries, REDUCTIONS, entries[:REDUCED])


def thirds(drawn: Sequence[Drawn], size: Callable[[Drawn], int]) -> Iterator[list[Drawn]]:
    """`drawn` in three equal parts by `size`, the smallest first; equals in order of drawing."""
    ranked = sorted(drawn, key=size)
    edges = [round(len(ranked) * part / PARTS) for part in range(PARTS + 1)]
    return (ranked[start:end] for start, end in pairwise(edges))


def _entry(drawn: Drawn) -> Entry:
    arch, counts = WDG_MACRO.format(drawn.chain), drawn.plan.counts
    return Entry(
        population="networks",
        arch=arch,
        class_key=hashlib.sha256(arch.encode()).hexdigest()[:16],
        members=(arch,),
        live=True,
        params=counts.params,
        macs=counts.macs,
    )
