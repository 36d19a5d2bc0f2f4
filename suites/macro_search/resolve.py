"""From options to a request in which nothing is left open: images loaded, recipes spelled out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast, get_args

from lcmnas_core.errors import MissingError, UnknownName, UsageError
from lcmnas_core.search.methods import check_method
from lcmnas_core.search.references import check_references, scores_of
from lcmnas_core.search.request import GRAPH_SPACES, Ending, Estimation, Method, Search, Shown, Walk
from lcmnas_core.spaces import SPACES
from lcmnas_core.spaces.wdg_macro.acceptance import Limits
from lcmnas_core.strategies.econas import Hierarchy
from lcmnas_core.strategies.greedy_macro_micro import StopRules
from lcmnas_core.tables import load
from lcmnas_core.tracing.variants import VARIANTS
from lcmnas_core.training.device import check_device
from lcmnas_core.training.own_recipes import own_recipe
from lcmnas_core.training.paper_recipes import FINAL_PICK, LOW_FIDELITY
from lcmnas_core.training.recipe import Recipe

from .options import Options, read_options
from .request import Request

METHODS = get_args(Method)
WHOLE = ("mnist5k_rot", "digits", "mnist5k")
"""Small sets with splits of their own: searched on as they are."""
FIRST, COPIES = "cifar10_first4000", {"cifar10": "cifar10_jpeg"}
"""Where the original's first 4,000 images are, and what stands in for a set that is not at hand."""
SUBSET, PER_VALIDATION = 4_000, 4
USUAL_WEIGHT = 0.25
BY_ACCURACY = ("econas", "greedy_macro_micro")
"""Methods that are published with accuracy alone deciding."""


def resolve(preset: str | None, overrides: Mapping[str, object]) -> Request:
    """The request that a preset and overriding options amount to; loads the images.

    Raises:
        UnknownName, UsageError: a name or value is wrong.
        MissingError: images or the device are not at hand.
        StoreError: they are damaged.
    """
    options = read_options(preset, overrides)
    check_device(options.device)
    shown = _shown(options)
    searches = tuple(_search(chosen, shown, method, seed) for chosen, method, seed in _wanted(options))
    _sizes_are_used(options, searches)
    table = load(options.mixture_table) if options.mixture_table else None
    return Request(
        preset=preset or "none",
        searches=searches,
        budget=options.budget,
        mixture_table=table.card.name if table else None,
        mixture_table_sha256=table.sha256 if table else None,
    )


def _wanted(options: Options) -> Iterator[tuple[Options, Method, int]]:
    for entrant in options.fewer:
        if entrant not in options.methods:
            raise UnknownName("method of this run", entrant, options.methods)
    for entrant in options.methods:
        method, at, searched = entrant.partition("@")
        if method not in METHODS:
            raise UnknownName("method", method, METHODS)
        field = "variant" if searched in VARIANTS else "space"
        chosen = options.model_copy(update={field: searched}) if at else options
        seeds = options.fewer.get(entrant, options.seeds)
        for seed in range(options.first_seed, options.first_seed + seeds):
            yield chosen, cast("Method", method), seed


def _search(options: Options, shown: Shown, method: Method, seed: int) -> Search:
    tested = options.final_epochs and shown.sizes.test
    pick = _recipe(options, FINAL_PICK, options.pick_epochs)
    search = Search(
        method=method,
        seed=seed,
        images=shown,
        variant=options.variant,
        **_space(options),
        compat=options.compat,
        width_factor=options.width_factor,
        limits=Limits(options.max_params, options.max_macs, options.max_depth),
        population=options.population,
        generations=options.generations,
        estimation=_estimation(options, method),
        hierarchy=_hierarchy(options) if method == "econas" else Hierarchy(),
        walk=_walk(options) if method == "greedy_macro_micro" else Walk(),
        ending=Ending(
            finalists=options.finalists,
            pick=pick,
            training=replace(pick, epochs=options.final_epochs) if tested else None,
            seeds=options.final_seeds,
        ),
        device=options.device,
    )
    has_scores = search.estimation.mixing != "raw" and scores_of(search) is not None
    fitness = options.reference_fitness or ("score" if has_scores else "uniform")
    if fitness == "score" and search.estimation.mixing == "raw":
        raise UsageError(
            "a score alone stands not beside raw mixtures of score and accuracy; give --mixing rank, or "
            "--reference-fitness train or uniform"
        )
    search = search.model_copy(update={"reference_fitness": fitness})
    check_method(search)
    check_references(search)
    return search


def _space(options: Options) -> dict[str, Any]:
    """The space as it is registered, and the size at which it is built."""
    space = SPACES[options.space]
    if space.name == GRAPH_SPACES[1] and options.compat != "original":
        raise UsageError(f"{space.name} is searched as the public code does: give --compat original")
    if options.compat == "original" and space.name != GRAPH_SPACES[1]:
        if space.name != GRAPH_SPACES[0]:
            raise UsageError(f"compat original is a way to read {GRAPH_SPACES[0]}, not {space.name}")
        space = SPACES[GRAPH_SPACES[1]]
    usual = space.settings
    return {
        "space": space.name,
        "channels": options.channels or usual.channels if usual.channels else 0,
        "cells": options.cells or usual.cells if usual.cells else 0,
    }


def _sizes_are_used(options: Options, searches: tuple[Search, ...]) -> None:
    for name in ("channels", "cells"):
        if getattr(options, name) and not any(getattr(each, name) for each in searches):
            spaces = ", ".join(dict.fromkeys(each.space for each in searches))
            raise UsageError(
                f"networks of {spaces} have no number of {name} of their own; leave --{name} out"
            )


def _hierarchy(options: Options) -> Hierarchy:
    """As published, but for its size: of three stages the best half of one and quarter of the next go on."""
    if options.epochs % options.stages:
        raise UsageError(f"{options.epochs} epochs are not {options.stages} equal stages; give --epochs")
    size, stages = options.population, options.stages
    share = [size // 2**stage for stage in range(1, stages)]
    mothers = [size // stages + (place < size % stages) for place in range(stages)]
    return Hierarchy(
        population=size,
        stages=stages,
        stage_epochs=options.epochs // stages,
        continued=tuple(share),
        mothers=tuple(mothers),
        cycles=options.generations,
    )


def _walk(options: Options) -> Walk:
    # By so many channels as are two when they are built, as published: less would change nothing. Parameters
    # fall with the square of the width, and what may be spared of them with it: 3 % of the published network.
    rules = StopRules(
        widest=options.widest,
        deepest=options.deepest,
        narrowing=max(1, round(StopRules.narrowing / options.width_factor)),
        spare_params=max(1, round(StopRules.spare_params * options.width_factor**2)),
    )
    return Walk(rules=rules, policy=options.policy, first_epochs=options.first_epochs)


def _estimation(options: Options, method: Method) -> Estimation:
    usual = 0.0 if method in BY_ACCURACY else USUAL_WEIGHT
    return Estimation(
        weight=usual if options.weight is None else options.weight,
        mixing=options.mixing,
        score_images=options.score_images,
        training=replace(
            _recipe(options, LOW_FIDELITY, options.epochs),
            checkpoints=options.stages if method == "econas" else 1,
        ),
    )


def _recipe(options: Options, published: Recipe, epochs: int) -> Recipe:
    """As published; on sets that draw perturbations of their own only the original augments once more."""
    from lcmnas_core.data.catalogue import image_set

    ours = replace(own_recipe(options.space), checkpoints=1, curve=False)
    recipe = replace(ours if options.recipe == "one_cycle" else published, epochs=epochs)
    if options.compat == "corrected":
        perturbs = image_set(_name(options)).perturb is not None
        return replace(recipe, augmentation="") if perturbs else recipe
    augmentation = recipe.augmentation.replace("cutout", "cutout_16")
    return replace(recipe, shuffle=False, augmentation=augmentation)


def _shown(options: Options) -> Shown:
    from lcmnas_core.data.catalogue import image_set

    return Shown.of(image_set(_name(options)))


def _name(options: Options) -> str:
    """What the data set is called with its part: the whole of a small one, else a stratified 4,000/1,000."""
    from lcmnas_core.data.catalogue import IMAGE_SETS

    name = options.dataset
    if "[" not in name:
        IMAGE_SETS.canonical(name)
    if name in WHOLE or "[" in name:
        if options.subset is not None:
            raise UsageError(f"{name} is searched on as it is; leave --subset out")
        return name
    train = options.subset or _usual_part(name)
    if options.compat == "original":
        return f"{FIRST if name == 'cifar10' else name}[first{train}/{train // PER_VALIDATION}]"
    return f"{_at_hand(name)}[{train}/{train // PER_VALIDATION}]"


def _usual_part(name: str) -> int:
    """As published, or as many fewer as the classes need to be balanced in both parts."""
    from lcmnas_core.data.raw_sets import RAW_SETS

    step = PER_VALIDATION * RAW_SETS[name][0].classes
    return max(1, SUBSET // step) * step


def _at_hand(name: str) -> str:
    from lcmnas_core.data.raw_sets import RAW_SETS

    if name in COPIES:
        try:
            RAW_SETS[name][1]()
        except MissingError:
            return COPIES[name]
    return name
