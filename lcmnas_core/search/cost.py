"""What an evaluation will spend, by arithmetic: known before it runs, equal on every machine."""

from __future__ import annotations

from collections.abc import Iterable

from lcmnas_core.fidelity import Spent
from lcmnas_core.search.request import Search
from lcmnas_core.training.cost import WHOLE, Stage, images_shown, training_macs
from lcmnas_core.training.recipe import Recipe

SCORE_PASSES = 2
"""Passes of the score for each of its images: forward, and backward to the images."""


def score_spent(search: Search, macs: int) -> Spent:
    """What scoring a network of `macs` multiply-adds an image spends; it trains on nothing."""
    return Spent(macs=SCORE_PASSES * search.estimation.score_images * macs)


def training_spent(search: Search, recipe: Recipe, macs: int, stage: Stage = WHOLE) -> Spent:
    """What a training of a network of `macs` multiply-adds an image spends, evaluation included."""
    sizes = search.images.sizes
    return Spent(macs=training_macs(recipe, macs, sizes, stage), images=images_shown(recipe, sizes, stage))


def evaluation_spent(search: Search, macs: int, recipe: Recipe | None = None, stage: Stage = WHOLE) -> Spent:
    """What valuing a candidate spends, by its usual training or another; a term of weight zero costs nothing.

    A training that goes on was scored when it began.
    """
    wanted = search.estimation.mixture.quantities
    parts = {
        "score": Spent() if stage.since else score_spent(search, macs),
        "validation_accuracy": training_spent(search, recipe or search.estimation.training, macs, stage),
    }
    return sum((parts[name] for name in wanted), Spent())


def total(amounts: Iterable[float | None]) -> float | None:
    """The sum of what jobs report; None where there are none, or one of them reports nothing."""
    known = list(amounts)
    return sum(each for each in known if each is not None) if known and None not in known else None
