"""`lcmnas spaces`: what search spaces are made of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lcmnas_core.cli.options import AsJson, listed, numbers, shape_of
from lcmnas_core.cli.printing import show_json, show_line, show_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lcmnas_core.graphs.weighted_graph import WeightedGraph

app = typer.Typer(help="Search spaces: draw the graphs that one is made of, trace networks.")

SPACE = "wdg_macro"
Networks = Annotated[
    str | None,
    typer.Option("--from", help="Networks of torchvision, with commas; default: the 34 reference networks."),
]


@app.command()
def show(
    space: Annotated[str, typer.Argument(help="A space that is made of graphs: wdg_macro.")] = SPACE,
    networks: Networks = None,
    variant: Annotated[str, typer.Option(help="paper, uniform, strided, grouped or branched.")] = "paper",
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write: .html draws them, .json holds the counts.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draw the weighted directed graphs of hand-designed networks: vertices, transitions, hidden properties.

    JSON: `variant`, `out` (null without --out), and by network `vertices` and `edges` (how many).
    """
    from lcmnas_core.errors import UsageError

    if space != SPACE:
        raise UsageError(f"{space!r} is not made of graphs; {SPACE} is")
    graphs = _graphs(networks, variant)
    if out is not None:
        _write(graphs, variant, out)
    sizes = {
        name: {"vertices": len(graph.edges), "edges": sum(map(len, graph.edges.values()))}
        for name, graph in graphs.items()
    }
    if as_json:
        show_json({"variant": variant, "out": None if out is None else str(out), "networks": sizes})
    else:
        rows = [{"network": name, **each} for name, each in sizes.items()]
        show_table("graphs", rows, ("network", "vertices", "edges"))
        if out is not None:
            show_line(f"written to {out}")


@app.command()
def trace(
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the 34 reference traces, as this package ships them.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Trace every classification network of the installed torchvision; each has a status.

    JSON: `torchvision`, and by network `status`, `layers` (null where untraceable), `reason`.
    """
    import torchvision

    from lcmnas_core.tracing.zoo import write_reference_traces, zoo

    found = {
        each.name: {
            "status": each.status,
            "layers": None if each.chain is None else len(each.chain),
            "reason": each.reason,
        }
        for each in zoo()
    }
    if out is not None:
        write_reference_traces(out)
    if as_json:
        show_json({"torchvision": torchvision.__version__, "networks": found})
    else:
        rows = [{"network": name, **each} for name, each in found.items()]
        show_table(f"torchvision {torchvision.__version__}", rows, ("network", "status", "layers", "reason"))


@app.command("score-references")
def score_references(
    datasets: Annotated[str, typer.Argument(help="Image sets, with commas.")],
    out: Annotated[Path, typer.Option("--out", help="JSON file to put them into, as this package ships it.")],
    images: Annotated[int, typer.Option(min=2, help="Training images to score on.")] = 64,
) -> None:
    """Score the 34 reference networks without training, as first parents of a search; minutes a data set."""
    from lcmnas_core.search.reference_scoring import write_reference_scores

    write_reference_scores(listed(datasets), images, out)
    show_line(f"written to {out}")


@app.command()
def survey(
    width_factors: Annotated[
        str, typer.Option("--width-factors", help="Shares of every width that are built, with commas.")
    ] = "1,0.5,0.25,0.125",
    input_shape: Annotated[str, typer.Option(help="Channels, height, width of the images.")] = "3,32,32",
    max_macs: Annotated[int | None, typer.Option(min=1, help="Most multiply-adds of a network.")] = None,
    max_params: Annotated[int | None, typer.Option(min=1, help="Most parameters of a network.")] = None,
    max_depth: Annotated[int | None, typer.Option(min=1, help="Most convolutions and linear layers.")] = None,
    variant: Annotated[str, typer.Option(help="paper, uniform, strided, grouped or branched.")] = "paper",
    draws: Annotated[int, typer.Option(min=1, help="Networks to draw for each width factor.")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Say what limits let through: share rejected and why, and depths, for each width factor of wdg_macro.

    Nothing is built or trained. JSON: `draws`, `variant`, `input_shape`, and `width_factors`: for each
    `width_factor`, `rejected` (share), `reasons` (counts), `accepted_depths` and `built_depths`: 10th, 50th
    and 90th percentile of layers with weights, of networks accepted and of all that could be built (null
    where there were none).
    """
    from lcmnas_core.architectures.build_settings import BuildSettings
    from lcmnas_core.seeding import rng_for
    from lcmnas_core.spaces.wdg_macro.acceptance import Limits
    from lcmnas_core.spaces.wdg_macro.survey import survey_references

    limits, shape = Limits(max_params, max_macs, max_depth), shape_of(input_shape)
    found = []
    for factor in numbers(width_factors):
        settings = BuildSettings(channels=0, cells=0, input_shape=shape, width_factor=factor)
        rng = rng_for("survey", variant, str(factor), seed)
        surveyed = survey_references(settings, limits, variant, rng, draws)
        found.append(
            {
                "width_factor": factor,
                "rejected": surveyed.rejection_rate,
                "reasons": {str(reason): count for reason, count in surveyed.rejected.most_common()},
                "accepted_depths": _percentiles(surveyed.accepted),
                "built_depths": _percentiles(surveyed.built),
            }
        )
    if as_json:
        show_json({"draws": draws, "variant": variant, "input_shape": shape, "width_factors": found})
    else:
        rows = [_in_words(each) for each in found]
        show_table(f"{draws} draws each; depths as 10th, 50th, 90th percentile", rows, tuple(rows[0]))


def _percentiles(depths: Sequence[int]) -> list[float] | None:
    import numpy as np

    return np.percentile(depths, (10, 50, 90)).tolist() if depths else None


def _in_words(found: Mapping[str, Any]) -> dict[str, Any]:
    """Cells of one row of the table."""
    most = ", ".join(f"{reason} {count}" for reason, count in found["reasons"].items())
    depths = {
        name: "none" if found[name] is None else ", ".join(f"{each:g}" for each in found[name])
        for name in ("accepted_depths", "built_depths")
    }
    return {**found, "rejected": f"{found['rejected']:.1%}", "reasons": most, **depths}


def _graphs(networks: str | None, variant: str) -> Mapping[str, WeightedGraph]:
    """The graphs wanted; those that are not shipped are traced now."""
    from lcmnas_core.spaces.wdg_macro.references import reference_graphs
    from lcmnas_core.tracing.variants import VARIANTS, graph_of

    known = reference_graphs(variant)
    wanted = tuple(known) if networks is None else listed(networks)
    others = [name for name in wanted if name not in known]
    if not others:
        return {name: known[name] for name in wanted}
    from lcmnas_core.tracing.zoo import retrace

    traced = {
        name: graph_of(chain, variant)
        for name, chain in retrace(others, joins=VARIANTS[variant].joins).items()
    }
    return {name: known.get(name) or traced[name] for name in wanted}


def _write(graphs: Mapping[str, WeightedGraph], variant: str, out: Path) -> None:
    from lcmnas_core.errors import UsageError
    from lcmnas_core.graphs.graph_json import graph_to_json
    from lcmnas_core.rooms import room
    from lcmnas_core.whole_file import write_whole

    if out.suffix == ".json":
        documents = {name: json.loads(graph_to_json(graph)) for name, graph in graphs.items()}
        text = json.dumps(documents, indent=1) + "\n"
    elif out.suffix == ".html":
        facts = {"Variant": variant, "Traced from": f"torchvision {', '.join(_versions(graphs))}"}
        text = room("reports.graph_page").render_graphs(graphs, facts=facts)
    else:
        raise UsageError(f"{out} ends in {out.suffix!r}; expected .html or .json")
    write_whole(out, text)


def _versions(graphs: Mapping[str, WeightedGraph]) -> list[str]:
    """Of the library whose networks these are: those that are not shipped were traced now."""
    from importlib.metadata import version

    from lcmnas_core.tracing.references import shipped_traces

    shipped, here = shipped_traces(), version("torchvision").partition("+")[0]
    return sorted({shipped.torchvision if name in shipped.networks else here for name in graphs})
