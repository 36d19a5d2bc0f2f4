"""Which architectures a run is about: populations that are never pooled, in one seeded order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from lcmnas_core.errors import UnknownName
from lcmnas_core.seeding import rng_for
from lcmnas_core.spaces import SPACES
from lcmnas_core.tables import Table, load_unchanged
from lcmnas_core.tables.metaqnn import NAME as METAQNN
from lcmnas_core.tables.metaqnn import at_common_rate

from .request import NAME, Request

ALL, LIVE, COMMON_RATE = "all", "live", "common_rate"


def offered(table: Table) -> tuple[str, ...]:
    """The populations that a table can be asked for, those meant when none is named first."""
    if table.populations:
        return table.populations
    if table.card.name == METAQNN:
        return (COMMON_RATE, ALL)
    return (ALL, LIVE) if table.card.space == "nasbench201" else (ALL,)


def chosen(table: Table, names: Iterable[str] | None) -> tuple[str, ...]:
    """The populations named, or all of the table's own; of a table without any, the first it offers.

    Raises:
        UnknownName: the table does not offer it.
    """
    if names is None:
        return table.populations or offered(table)[:1]
    for name in names:
        if name not in offered(table):
            raise UnknownName(f"population of table {table.card.name}", name, offered(table))
    return tuple(dict.fromkeys(names))


def restricted(table: Table, population: str) -> Table:
    """The rows of one population; of a table that tells live architectures, those only.

    `live` of NAS-Bench-201 are the 9,445 cells without an operation out of reach, for which scores were
    released; in tables of ours it is a flag: the input reaches the output. `common_rate` of MetaQNN are the
    802 networks trained at one learning rate.
    """
    if population in table.populations:
        table = table.restrict(population)
    elif population == COMMON_RATE:
        table = at_common_rate(table)
    if "live" in table.frame:
        return replace(table, frame=table.frame[table.frame["live"].astype(bool)])
    if population == LIVE:
        kept = [arch for arch in table.frame.index if is_wholly_reached(arch)]
        return replace(table, frame=table.frame.loc[kept])
    return table


@cache
def is_wholly_reached(cell: str) -> bool:
    """Whether every operation of a NAS-Bench-201 cell lies on a path from input to output."""
    parsed = SPACES["nasbench201"].parse(cell)
    edges = [(source, target) for source, target, operation in parsed.edges if operation != "none"]
    from_input = _reached(edges, 0)
    from_output = _reached([(target, source) for source, target in reversed(edges)], 3)
    return all(source in from_input and target in from_output for source, target in edges)


def _reached(edges: list[tuple[int, int]], start: int) -> set[int]:
    """Nodes with a path from `start`; every edge comes after the edges into its first node."""
    found = {start}
    for source, target in edges:
        if source in found:
            found.add(target)
    return found


def architectures(table: Table, request: Request, population: str) -> tuple[str, ...]:
    """The architectures of one population that a run is about, in its order.

    One order for the whole table, fixed by suite, table name and sample seed: a smaller limit is a prefix of
    a larger one, and populations that overlap share what they can.
    """
    everything = sorted(set(table.frame.index))
    mine = set(restricted(table, population).frame.index)
    order = rng_for(NAME, table.card.name, "order", request.sample_seed).permutation(len(everything))
    kept = [everything[place] for place in order if everything[place] in mine]
    return tuple(kept[: request.limit])


def table_of(request: Request) -> Table:
    """The table that the request was made for.

    Raises:
        MissingError: it is not at hand.
        StoreError: it is at hand with another content.
    """
    return load_unchanged(request.table, request.table_sha256)
