"""`nb201_mini`: a complete subspace of NAS-Bench-201 and a sample of the whole, trained on mnist5k_rot."""

from __future__ import annotations

import hashlib
from collections import defaultdict

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.fidelity import Reduction
from lcmnas_core.seeding import rng_for
from lcmnas_core.spaces.nasbench201 import CONVOLUTION_SUBSPACE, NASBENCH201
from lcmnas_core.spaces.nasbench201_classes import TRAINED, function_class
from lcmnas_core.spaces.nasbench201_counts import counts
from lcmnas_core.spaces.nasbench201_edges import OUTPUT, Value, node_values, wiring
from lcmnas_core.table_building.plan import Entry, TablePlan
from lcmnas_core.tables.schema import TableCard
from lcmnas_core.training.recipe import Recipe

NAME = "nb201_mini"
SETTINGS = BuildSettings(channels=8, cells=1, input_shape=(1, 16, 16), classes=10)
RECIPE = Recipe(epochs=24)
SEEDS = (0, 1)
WRITTEN = "c2r2s0e24 c0r0s1e24 c0r0s0e12 c2r0s0e24 c0r2s0e24 c1r1s0e24 c0r0s2e24"
REDUCTIONS = tuple(map(Reduction.parse, WRITTEN.split()))
"""Of the live sampled cells. Half the images for 24 epochs show as many as all images for 12."""
PILOT_CELLS, LIVE_SAMPLE_CELLS = 20, 100


def is_live(cell: Cell) -> bool:
    """Whether the input reaches the output."""
    return node_values(cell)[OUTPUT] is Value.LIVE


def pilot() -> tuple[Cell, ...]:
    """Cells on which the recipe was chosen: live, outside the subspace, kept out of the table."""
    rng = rng_for(NAME, "pilot")
    found: dict[Cell, None] = {}
    while len(found) < PILOT_CELLS:
        cell = NASBENCH201.sample(rng)
        if cell not in CONVOLUTION_SUBSPACE and is_live(cell):
            found[cell] = None
    return tuple(found)


def sample() -> tuple[Cell, ...]:
    """Random distinct cells of the whole space until 100 are live, as many as a gate needs; no pilot cell."""
    rng, kept_out = rng_for(NAME, "sample"), set(pilot())
    found: dict[Cell, None] = {}
    while sum(map(is_live, found)) < LIVE_SAMPLE_CELLS:
        cell = NASBENCH201.sample(rng)
        if cell not in kept_out:
            found[cell] = None
    return tuple(found)


def class_key(cell: Cell) -> str:
    """A short name of the class of cells that compute the same function, trained or not."""
    return hashlib.sha256(repr(function_class(cell, TRAINED)).encode()).hexdigest()[:16]


def plan() -> TablePlan:
    """132 classes of the 729-cell subspace, then a sample of the whole space."""
    classes: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in CONVOLUTION_SUBSPACE:
        classes[class_key(cell)].append(cell)
    entries = [_entry("subspace", min(members, key=_work), members) for members in classes.values()]
    sampled = sample()
    sample_entries = [_entry("sample", cell, [cell]) for cell in sampled]
    card = TableCard(
        name=NAME,
        title="NAS-Bench-201 cells trained by this project on mnist5k_rot",
        space=NASBENCH201.name,
        version="1",
        rows=0,
        dataset="mnist5k_rot",
        populations={
            "subspace": "all 729 cells over {none, skip_connect, nor_conv_3x3}; one training per class of "
            "equal trained function",
            "sample": f"random cells of all 15,625 until {LIVE_SAMPLE_CELLS} are live: {len(sampled)}",
        },
        ours=True,
        provenance=("trained by `lcmnas tables build nb201_mini`",),
        licence="MIT; images: MNIST, CC BY-SA 3.0",
        recipe={**RECIPE.as_settings(), **SETTINGS.names(), "seeds": list(SEEDS)},
    )
    live = tuple(each for each in sample_entries if each.live)
    return TablePlan(card, SETTINGS, RECIPE, SEEDS, (*entries, *sample_entries), REDUCTIONS, live)


def _work(cell: Cell) -> tuple[int, int, str]:
    built = wiring(cell)
    return len(built.edges), len(built.rectified), NASBENCH201.format(cell)


def _entry(population: str, cell: Cell, members: list[Cell]) -> Entry:
    written = counts(cell, SETTINGS)
    return Entry(
        population=population,
        arch=NASBENCH201.format(cell),
        class_key=class_key(cell),
        members=tuple(sorted(map(NASBENCH201.format, members))),
        live=is_live(cell),
        params=written.params,
        macs=written.macs,
    )
