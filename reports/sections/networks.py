"""The networks that searches found, drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

from lcmnas_core.architectures.layer_chain import parse_chain

from ..figures.networks import Drawing
from ..figures.networks import networks as draw_networks
from ..figures.style import brief
from ..folded import folded
from ..frame import Cell
from ..methods import ABLATIONS, label
from ..outcome import COLUMNS, Outcome, by_method
from ..section import Picture, Section
from ..table import Column, Shown, Table
from ..wording import amount, count, percent, seconds, sentence, several, slug
from .method_column import METHOD

CHAINS = ("wdg_macro", "wdg_macro_original")
"""Spaces whose architectures are chains of layers, which can be drawn."""


def networks(found: Sequence[Outcome]) -> Section:
    """Every search in a table; chains of layers as a figure of every method (ablations as files only).

    Raises:
        UsageError: a network is not written as its space writes.
    """
    drawn = [each for each in found if each.arch and each.space in CHAINS]
    pictures = tuple(_picture(method, searches) for method, searches in by_method(drawn).items())
    finding = _finding([each for each in found if each.arch], {each.search for each in drawn})
    return Section("networks", "Networks found", finding, tables=(_table(found),), pictures=pictures)


def _picture(method: str, searches: Sequence[Outcome]) -> Picture:
    drawings = [
        Drawing(
            f"{brief(label(method))}, seed {each.seed}", _facts(each), folded(parse_chain(each.arch or ""))
        )
        for each in searches
    ]
    return Picture(
        f"networks-{slug(method)}",
        alt=f"The networks that {label(method)} found, layer by layer; the table writes them out",
        caption=sentence(
            f"{label(method)}, images at the top. A box is a layer with what follows it; its width "
        )
        + "grows with the logarithm of its channels; ×2: twice in a row; arrows: what a join reads too.",
        draw=lambda: draw_networks(drawings),
        on_page=method not in ABLATIONS,
    )


def _facts(each: Outcome) -> str:
    return (
        f"{percent(each.test_accuracy, 2)} test, {amount(each.params)} params, {amount(each.net_macs)} MACs"
    )


def _finding(found: Sequence[Outcome], drawn: set[str]) -> str:
    parts = []
    for method, searches in by_method(found).items():
        depths = sorted(each.depth for each in searches if each.depth is not None)
        joined = _joined(searches) if searches[0].search in drawn else ""
        span = f"{_span(depths)} deep" if depths else ""
        parts.append(f"{label(method)}: " + ", ".join(filter(None, (joined, span))))
    return sentence("; ".join(parts) + ".") if parts else "No search has found a network yet."


def _joined(searches: Sequence[Outcome]) -> str:
    kinds = [{layer.kind for layer in parse_chain(each.arch or "")} for each in searches]
    blocks = sum(bool(found_kinds & {"Bottleneck", "Add", "Concat"}) for found_kinds in kinds)
    return f"{blocks} of {len(searches)} with bottlenecks or joins"


def _span(depths: Sequence[int]) -> str:
    if depths[0] == depths[-1]:
        return several(depths[0], "layer")
    return f"{depths[0]} to {depths[-1]} layers"


def _table(found: Sequence[Outcome]) -> Table:
    columns = (
        METHOD,
        _column("seed", "Seed", count),
        _percent("test_accuracy", "Test"),
        _percent("validation_accuracy", "Validation"),
        _column("params", "Params", amount),
        _column("net_macs", "MACs", amount),
        _column("depth", "Depth", count),
        _column("evaluations", "Evaluated", count),
        _column("macs", "MACs spent", amount),
        _column("cpu_s", "CPU", seconds),
        Column("arch", "Network", lambda row: Shown(str(row["arch"] or "")), "code"),
    )
    rows = tuple(asdict(each) for each in found)
    return Table("searches", "Every search", columns, rows, COLUMNS, folded=True)


def _column(key: str, name: str, write: Callable[[Cell], str]) -> Column:
    return Column(key, name, lambda row: Shown(write(row[key])))


def _percent(key: str, name: str) -> Column:
    return Column(key, name, lambda row: Shown(percent(row[key], 2)), "percent")
