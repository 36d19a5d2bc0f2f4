"""Readings of our own tables: one training gives the truth, another one the cheap signals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.reduced_settings import reduced_settings
from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Reduction
from lcmnas_core.seeding import rng_for
from lcmnas_core.tables import Table, load_unchanged
from lcmnas_core.tables.trainings import FULL
from lcmnas_core.training.cost import PASSES_PER_STEP, images_shown
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.reduction import reduced_recipe

from .readings import LOSS_SUM, VALIDATION, Failure, Floats, Kind, Price, Readings, Repeats, Signal, floats
from .request import NAME, Own

if TYPE_CHECKING:
    import pandas as pd

    from lcmnas_core.data.sizes import Sizes


def table_of(own: Own) -> Table:
    """The table that the request was made for.

    Raises:
        MissingError: it is not at hand.
        StoreError: it is at hand with another content.
    """
    return load_unchanged(own.table, own.sha256)


def trainings_of(table: Table) -> pd.DataFrame:
    """Its trainings that came to an end, of live architectures.

    Raises:
        UsageError: the table has no single trainings.
    """
    rows = begun_trainings_of(table)
    return rows[rows["status"] == "ok"]


def begun_trainings_of(table: Table) -> pd.DataFrame:
    """Its trainings of live architectures, those that failed among them.

    Raises:
        UsageError: the table has no single trainings.
    """
    if table.trainings is None:
        raise UsageError(f"table {table.card.name} holds no single trainings; fidelity is read from those")
    return table.trainings[table.trainings["live"]]


def recipe_of(table: Table) -> Recipe:
    """The recipe of its whole trainings."""
    return Recipe.from_settings(table.card.recipe)


def members(table: Table, population: str, limit: int | None) -> tuple[str, ...]:
    """The architectures of a population in one seeded order: a smaller limit is a prefix of a larger one."""
    rows = begun_trainings_of(table)
    mine = rows[(rows["population"] == population) & (rows["recipe"] == FULL)]
    archs = sorted(set(mine["arch"]))
    order = rng_for(NAME, table.card.name, population, "order").permutation(len(archs))
    return tuple(archs[place] for place in order[:limit])


def readings(own: Own, table: Table, limit: int | None) -> Iterator[Readings]:
    """Every population of a table; where a part of one was reduced, that part for itself as well.

    Truth is the test accuracy under every seed but the first, whose trainings give all signals: no training
    is held to itself, unless the table has one seed only. What a reduction or a short schedule ends with is
    read on all validation copies, what a curve passes through on one.
    """
    everything = begun_trainings_of(table)
    for population in table.populations:
        rows = everything[everything["population"] == population]
        archs = members(table, population, limit)
        if limit is not None:
            rows = rows[rows["arch"].isin(archs)]
        if archs:
            for name, part in _parts(population, rows):
                yield _readings(own, name, recipe_of(table), part)


def _parts(population: str, rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Whose trainings are compared: those of architectures that were to be trained in the same ways."""
    whole = rows["recipe"] == FULL
    is_reduced = rows["arch"].isin(set(rows.loc[~whole, "arch"]))
    if is_reduced.all():
        yield population, rows
        return
    yield population, rows[whole]
    if is_reduced.any():
        yield f"{population}, also reduced", rows[is_reduced]


def _readings(own: Own, population: str, recipe: Recipe, begun: pd.DataFrame) -> Readings:
    rows = begun[begun["status"] == "ok"]
    whole = rows[rows["recipe"] == FULL]
    # The seeds that were begun, lest one under which all failed is taken for none.
    seed, *others = sorted(set(begun.loc[begun["recipe"] == FULL, "seed"]))
    tests = whole.pivot(index="arch", columns="seed", values="test_accuracy").reindex(columns=[seed, *others])
    truth = tests[others or [seed]].mean(axis=1, skipna=False).dropna()
    about = whole.groupby("arch")[["macs", "class_key"]].first().reindex(truth.index)
    first = rows[rows["seed"] == seed].set_index("arch")
    long = first[first["recipe"] == FULL].reindex(truth.index)
    target, numbers = floats(truth), ", ".join(map(str, others))
    repeats, truth_is = None, "test accuracy of the same trainings"
    if others:
        what = f"test accuracy under seed {seed} and under seed {others[0]}"
        one, other = (floats(tests[each].reindex(truth.index)) for each in (seed, others[0]))
        repeats = Repeats(one, other, what, len(others))
        truth_is = f"test accuracy of trainings under seed {numbers}"
    return Readings(
        own.table,
        population,
        own.dataset,
        tuple(truth.index),
        target,
        truth_is,
        recipe.epochs,
        dict(_curves(long, recipe.epochs)),
        _price(long, recipe, own.sizes[FULL]),
        tuple(_signals(first, long, recipe, own)),
        repeats,
        classes=about["class_key"].to_numpy(),
        macs=floats(about["macs"]),
        size=begun["arch"].nunique(),
        failures=tuple(_failures(begun, recipe.epochs)),
    )


def _failures(begun: pd.DataFrame, epochs: int) -> Iterator[Failure]:
    first, lost = min(begun["seed"]), begun[begun["status"] != "ok"]
    columns = (lost[name] for name in ("recipe", "seed", "arch", "status", "reason"))
    for recipe, seed, arch, status, reason in zip(*columns, strict=True):
        yield Failure(_setting(recipe, seed, first, epochs), arch, status, reason)


def _setting(recipe: str, seed: int, first: int, epochs: int) -> str:
    """What the first seed gives is a signal, what the others give is the truth."""
    if seed != first:
        return f"truth, seed {seed}"
    return str(_reduction(recipe, epochs))


def _reduction(recipe: str, epochs: int) -> Reduction:
    return Reduction(0, 0, 0, epochs) if recipe == FULL else Reduction.parse(recipe)


def _curves(long: pd.DataFrame, epochs: int) -> Iterator[tuple[str, Floats]]:
    yield VALIDATION, _stacked(long["validation_accuracy"], epochs)
    yield LOSS_SUM, np.cumsum(_stacked(long["train_loss"], epochs), axis=0)


def _stacked(curves: Iterable[object], epochs: int) -> Floats:
    """(epochs, n); NaN where there was no training."""
    gap = (np.nan,) * epochs
    return floats([each if isinstance(each, tuple) else gap for each in curves]).reshape(-1, epochs).T


def _signals(first: pd.DataFrame, long: pd.DataFrame, recipe: Recipe, own: Own) -> Iterator[Signal]:
    """The last validation accuracy of the whole training and of every reduction.

    Its share is of the whole trainings of the same architectures.
    """
    for name in [FULL, *sorted(set(first["recipe"]) - {FULL})]:
        reduction = _reduction(name, recipe.epochs)
        rows = first[first["recipe"] == name].reindex(long.index)
        known = rows["macs"].notna()
        if known.any():
            last = [each[-1] if isinstance(each, tuple) else np.nan for each in rows["checkpoint_accuracy"]]
            price = _price(rows[known], reduced_recipe(recipe, reduction), own.sizes[name])
            whole = _price(long[known], recipe, own.sizes[FULL])
            share = cast("float", price.macs) / cast("float", whole.macs)
            is_short = not (reduction.c or reduction.r or reduction.s) and name != FULL
            kind: Kind = "short" if is_short else "reduction"
            note = "" if name == FULL else _in_numbers(own, reduction, own.sizes[name])
            price = replace(price, share=share)
            yield Signal(str(reduction), kind, floats(last), price, note=note, is_whole=name == FULL)


def _in_numbers(own: Own, reduction: Reduction, sizes: Sizes) -> str:
    """What the levels of a reduction come to: `6 channels, 11x11 pixels, 1,500 images, 16 epochs`."""
    small = reduced_settings(BuildSettings.from_names(own.built), reduction)
    width = f"{small.channels} channels" if small.channels else f"widths times {small.width_factor:.3g}"
    _, *sides = small.input_shape
    pixels = "x".join(map(str, sides))
    return f"{width}, {pixels} pixels, {sizes.train:,} images, {reduction.e} epochs"


def _price(rows: pd.DataFrame, recipe: Recipe, sizes: Sizes) -> Price:
    macs = PASSES_PER_STEP * images_shown(recipe, sizes) * float(rows["macs"].mean())
    return Price(macs, float(rows["train_seconds"].mean()), 1.0)
