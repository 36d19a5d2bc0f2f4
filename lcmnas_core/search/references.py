"""The hand-designed networks as first parents: their graphs, and what they are worth."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lcmnas_core.errors import MissingError
from lcmnas_core.fidelity import Spent
from lcmnas_core.search.asks import Asked, Told
from lcmnas_core.search.cost import score_spent, training_spent
from lcmnas_core.search.methods import looks_at_references
from lcmnas_core.search.request import Search
from lcmnas_core.spaces.wdg_macro.references import reference_graphs
from lcmnas_core.strategies.lcmnas import Member
from lcmnas_core.tracing.references import REFERENCES

SHIPPED = Path(__file__).parent / "reference_scores.json"
TRAINED_SIDE = 300
SAME_PHOTOS = dict.fromkeys(("cifar10", "cifar10_first4000"), "cifar10_jpeg")
"""Sets that hold the same photographs as one whose scores ship."""


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


def asked_of_references(search: Search) -> list[Asked]:
    """The published way: every reference network is valued as a candidate is, on images of 300 pixels."""
    recipe = search.estimation.training
    return [Asked(search, name, scored=True, recipe=recipe, side=TRAINED_SIDE) for name in REFERENCES]


def trained_references(search: Search, answers: Sequence[Told]) -> list[Member]:
    """The first population after `asked_of_references` were told `answers`."""
    graphs = reference_graphs(search.variant)
    return [Member(graphs[name], each.usable) for name, each in zip(REFERENCES, answers, strict=True)]


def uniform_references(search: Search) -> list[Member]:
    """The first population where all reference networks are alike, which takes no work."""
    return [Member(graph, {}, alike=True) for graph in reference_graphs(search.variant).values()]


def scored_references(search: Search) -> tuple[list[Member], int]:
    """The first population by shipped scores (or alike), and the multiply-adds that those took.

    Raises:
        MissingError: no scores of the reference networks on the images of `search`.
    """
    if search.reference_fitness == "uniform":
        return uniform_references(search), 0
    known, graphs = scores_of(search), reference_graphs(search.variant)
    if known is None:
        raise MissingError(
            f"no scores of the reference networks for {_images_scored(search)} images; there are some for "
            f"{', '.join(shipped_scores())}: give --reference-fitness uniform"
        )
    valued = {name: {"score": score} for name, score in known.scores.items()}
    return [Member(graph, valued.get(name, {})) for name, graph in graphs.items()], known.macs


def scores_of(search: Search) -> ReferenceScores | None:
    """The shipped scores on the images of `search`; None where there are none."""
    return shipped_scores().get(_images_scored(search))


def _images_scored(search: Search) -> str:
    # Scores of different numbers of images do not compare.
    dataset = search.images.dataset.partition("[")[0]
    return f"{SAME_PHOTOS.get(dataset, dataset)}/{search.estimation.score_images}"


def check_references(search: Search) -> None:
    """Raise MissingError where `search` rests on scores that do not ship."""
    if search.reference_fitness == "score" and looks_at_references(search):
        scored_references(search)


def training_of_references(search: Search) -> Spent:
    """What valuing all reference networks as candidates are spends, whatever becomes of it.

    Nothing unless `search` looks at such a fitness: shipped scores were computed long ago.
    """
    if search.reference_fitness != "train" or not looks_at_references(search):
        return Spent()
    from lcmnas_core.search.reference_scoring import macs_of

    each = (macs_of(name, TRAINED_SIDE) for name in REFERENCES)
    recipe = search.estimation.training
    return sum((score_spent(search, macs) + training_spent(search, recipe, macs) for macs in each), Spent())
