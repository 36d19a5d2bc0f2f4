"""The hand-designed networks as first parents: their graphs, and what they are worth."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lcmnas_core.errors import MissingError
from lcmnas_core.search.request import Search
from lcmnas_core.spaces.wdg_macro.references import reference_graphs
from lcmnas_core.strategies.lcmnas import Member

SHIPPED = Path(__file__).parent / "reference_scores.json"
UNIFORM = 0.0
"""The score that makes all reference networks alike, and no better than any candidate."""


@dataclass(frozen=True)
class ReferenceScores:
    """Training-free scores of the reference networks on one image set.

    Attributes:
        recipe: how they were computed.
        macs: multiply-adds that all of them took together.
        scores: by name; a network without a score is no parent.
    """

    recipe: Mapping[str, str | int]
    macs: int
    scores: Mapping[str, float]


@cache
def shipped_scores() -> Mapping[str, ReferenceScores]:
    """The scores that come with this package, by image set and number of images: `mnist5k_rot/64`."""
    found = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return {name: ReferenceScores(**each) for name, each in found.items()}


def references(search: Search) -> tuple[list[Member], int]:
    """The first population, and the multiply-adds that its fitness took.

    Raises:
        MissingError: no scores of the reference networks on the images of `search`.
    """
    graphs = reference_graphs(search.variant)
    if search.reference_fitness == "uniform":
        return [Member(graph, {"score": UNIFORM}) for graph in graphs.values()], 0
    # Scores of different numbers of images do not compare.
    wanted = f"{search.images.dataset.partition('[')[0]}/{search.estimation.score_images}"
    shipped = shipped_scores()
    if wanted not in shipped:
        raise MissingError(
            f"no scores of the reference networks for {wanted} images; there are some for "
            f"{', '.join(shipped)}: give --score-images or --reference-fitness uniform"
        )
    known = shipped[wanted]
    valued = {name: {"score": score} for name, score in known.scores.items()}
    return [Member(graph, valued.get(name, {})) for name, graph in graphs.items()], known.macs
