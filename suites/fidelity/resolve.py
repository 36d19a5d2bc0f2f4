"""From options to a request in which nothing is left open: names looked up, hashes taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.errors import StoreError
from lcmnas_core.fidelity import Reduction
from lcmnas_core.tables import load
from lcmnas_core.tables.trainings import FULL

from ..proxy_facts import ProxyFacts, proxy_facts
from .options import read_options
from .others import OTHERS
from .own import trainings_of
from .request import Other, Own, Request


def resolve(preset: str | None, overrides: Mapping[str, object]) -> Request:
    """The request that a preset and overriding options amount to; loads the tables and their images.

    Raises:
        UnknownName, UsageError: a name or value is wrong.
        MissingError: a table or its images are not at hand.
        StoreError: they are damaged, or the images are not those that the table was trained on.
    """
    options = read_options(preset, overrides)
    proxies = proxy_facts(options.proxies)
    return Request(
        preset=preset or "none",
        tables=tuple(_own(name) for name in dict.fromkeys(options.table)),
        others=tuple(_others(options.others)),
        proxies=proxies,
        image_passes=dict(_image_passes(proxies, options.batch)),
        limit=options.limit,
        batch=options.batch,
    )


def _own(name: str) -> Own:
    from lcmnas_core.data.catalogue import image_set
    from lcmnas_core.data.sampled import sampled

    table = load(name)
    recipes = sorted(set(trainings_of(table)["recipe"]))
    images = image_set(table.card.dataset)
    if table.card.data_sha256 not in (None, images.sha256):
        raise StoreError(f"table {name} was trained on another version of image set {images.name}")
    levels = {each: 0 if each == FULL else Reduction.parse(each).s for each in recipes}
    return Own(
        table=table.card.name,
        sha256=table.sha256,
        space=table.card.space,
        dataset=images.name,
        data_sha256=images.sha256,
        built={**BuildSettings.from_names(table.card.recipe).names()},
        sizes={recipe: sampled(images, level).sizes for recipe, level in levels.items()},
    )


def _image_passes(proxies: tuple[ProxyFacts, ...], batch: int) -> Iterator[tuple[str, int]]:
    from lcmnas_core.proxies import find

    for each in proxies:
        passes = find(each.target).image_passes(batch)
        if passes is not None:
            yield each.name, passes


def _others(names: tuple[str, ...]) -> Iterator[Other]:
    at_hand = [name for name, other in OTHERS.items() if other.is_at_hand]
    wanted = chain.from_iterable(at_hand if name == "all" else [OTHERS.canonical(name)] for name in names)
    for name in dict.fromkeys(wanted):
        yield Other(table=name, sha256=OTHERS[name].sha256)
