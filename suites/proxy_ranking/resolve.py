"""From options to a request in which nothing is left open: names looked up, hashes taken."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces import SPACES
from lcmnas_core.tables import Table, load
from lcmnas_core.tables.synthetic import PLANTED

from ..proxy_facts import ProxyFacts, proxy_facts
from .options import Options, read_options
from .populations import chosen
from .request import SYNTHETIC, Networks, Request

if TYPE_CHECKING:
    from lcmnas_core.data.batch import Batch

SYNTHETIC_PROXIES = ("params", *PLANTED)


def resolve(preset: str | None, overrides: Mapping[str, object]) -> Request:
    """The request that a preset and overriding options amount to; loads the table and the images.

    Raises:
        UnknownName, UsageError: a name or value is wrong.
        MissingError: table or images are not at hand.
        StoreError: they are damaged.
    """
    options = read_options(preset, overrides)
    table = load(options.table)
    space = table.card.space
    if options.space is not None and options.space != space:
        raise UsageError(f"table {table.card.name} is of space {space!r}, not {options.space!r}")
    planted = space == SYNTHETIC
    return Request(
        preset=preset or "none",
        space=space,
        table=table.card.name,
        table_sha256=table.sha256,
        table_is_ours=table.card.ours,
        dataset=options.dataset or table.card.dataset,
        target=table.target_column(options.dataset).name,
        populations=chosen(table, options.population),
        limit=options.limit,
        sample_seed=options.sample_seed,
        seeds=options.seeds,
        proxies=_planted(options.proxies) if planted else proxy_facts(options.proxies),
        networks=None if planted else _networks(options, table),
    )


def _planted(names: tuple[str, ...]) -> tuple[ProxyFacts, ...]:
    wanted = SYNTHETIC_PROXIES if names == ("all",) else names
    unknown = [name for name in wanted if name not in SYNTHETIC_PROXIES]
    if unknown:
        raise UsageError(
            f"the synthetic space has no proxy {unknown[0]!r}; it has {', '.join(SYNTHETIC_PROXIES)}"
        )
    return tuple(
        ProxyFacts(name=name, target=name, version="1", origin="lcmnas", higher_is_better=True)
        for name in wanted
    )


def _networks(options: Options, table: Table) -> Networks:
    from lcmnas_core.data.catalogue import image_set
    from lcmnas_core.data.image_set import batch
    from lcmnas_core.spaces.initialisation import INITIALISATIONS

    images = image_set(options.images or options.dataset or table.card.dataset)
    usual = _usual_size(table)
    for name in ("channels", "cells"):
        if getattr(options, name) is not None and not getattr(usual, name):
            raise UsageError(f"networks of {table.card.space} have no {name} to set; leave --{name} out")
    return Networks(
        images=images.name,
        data_sha256=images.sha256,
        batch=options.batch,
        batch_sha256=tuple(
            _digest(batch(images, size=options.batch, seed=seed)) for seed in range(options.seeds)
        ),
        lcmnas_images=options.lcmnas_images or options.batch,
        channels=options.channels or usual.channels,
        cells=options.cells or usual.cells,
        input_shape=images.shape,
        classes=images.classes,
        init=INITIALISATIONS.canonical(options.init),
        width_factor=usual.width_factor,
    )


def _usual_size(table: Table) -> BuildSettings:
    """The size that the table's networks were trained at, where it says so, else its space's."""
    usual, recipe = SPACES[table.card.space].settings, table.card.recipe
    channels, cells = recipe.get("channels", usual.channels), recipe.get("cells", usual.cells)
    share = recipe.get("width_factor", usual.width_factor)
    if isinstance(channels, int) and isinstance(cells, int) and isinstance(share, float):
        return BuildSettings(channels, cells, width_factor=share)
    return usual


def _digest(shown: Batch) -> str:
    digest = hashlib.sha256(shown.images.contiguous().numpy().tobytes())
    if shown.labels is not None:
        digest.update(shown.labels.numpy().tobytes())
    return digest.hexdigest()
