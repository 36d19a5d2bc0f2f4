"""LCMNAS from hand-designed networks to a network that was found, trained and exported.

The whole method, one step a function::

    search = Search(
        images=Shown.of(lc.image_set("mnist5k_rot")), width_factor=0.25, limits=Limits(macs=5_000_000),
        population=16, generations=6,
        estimation=Estimation(weight=0.25, score_images=64, training=Recipe(epochs=3)),
        ending=Ending(finalists=3, pick=Recipe(epochs=10)),
    )
    found = pipeline.search(search, folder)  # graphs of 34 networks evolve; the fittest wins
    trained = pipeline.train(found, FinalPlan("mnist5k_rot", Recipe(epochs=50)), folder / "training")
    pipeline.export(trained, folder / "network.safetensors", "safetensors")
    network = pipeline.load(folder / "network.safetensors")

Lopes and Alexandre, arXiv:2203.05508.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lcmnas_core.engines.beginning import begun
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.engines.rounds import Known, execute_rounds, known
from lcmnas_core.errors import MissingError
from lcmnas_core.fidelity import Spent
from lcmnas_core.records.store import Store
from lcmnas_core.search.course import Course, ending_spent
from lcmnas_core.search.request import Ending, Estimation, Search, Shown
from lcmnas_core.spaces import SPACES
from lcmnas_core.spaces.wdg_macro.acceptance import Limits
from lcmnas_core.training.final_training import FinalOptions, FinalTraining
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.whole_file import whole_file

if TYPE_CHECKING:
    from torch import nn

    from lcmnas_core.data.image_set import ImageSet
    from lcmnas_core.training.curve import Curve


__all__ = [
    "Ending",
    "Estimation",
    "FinalOptions",
    "FinalPlan",
    "Found",
    "Limits",
    "Recipe",
    "Search",
    "Shown",
    "Trained",
    "built",
    "export",
    "found_by",
    "load",
    "search",
    "train",
]


@dataclass(frozen=True)
class Found:
    """The architecture that a search ended with, and what that took.

    Attributes:
        spent: by evaluations, reference networks, finalists and the search's own last trainings.
        cpu_s: of all of these together, shipped scores of reference networks left out; None where a job was
            lost with its own.
        command: that of the search; empty where none carried it out.
    """

    search: Search
    arch: str
    validation_accuracy: float
    evaluations: int
    spent: Spent
    cpu_s: float | None
    command: str = ""


@dataclass(frozen=True)
class FinalPlan:
    """The training of what was found.

    Attributes:
        dataset: images; another set than that of the search is transfer.
        resize: bring them to the size of the search, as published, instead of building for theirs.
    """

    dataset: str
    recipe: Recipe
    seed: int = 0
    resize: bool = False
    options: FinalOptions = field(default_factory=FinalOptions)


@dataclass(frozen=True)
class Trained:
    """A trained network with everything that a card says of it."""

    network: nn.Module
    images: ImageSet
    found: Found
    plan: FinalPlan
    result: FinalTraining


def search(search: Search, folder: Path, options: EngineOptions | None = None) -> Found:
    """Carry out `search`, every evaluation a record in `folder`; a stopped one goes on where it was.

    By default one worker for each usable core. The folder holds records alone: `lcmnas report` and `lcmnas
    train` read those of `lcmnas search`.

    Raises:
        MissingError: no candidate could be evaluated.
    """
    with Store.create_or_open(folder) as store:
        execute_rounds(store, Course(search).rounds, begun(store, options=options or EngineOptions()))
        return found_by(search, known(store))


def found_by(search: Search, answers: Known) -> Found:
    """What `search` ended with, by its stored answers.

    Raises:
        MissingError: it has not ended, or none of its candidates could be evaluated.
    """
    course = Course(search)
    for _ in course.rounds(answers):
        pass
    if not course.is_over:
        raise MissingError(f"search {search.name} has not ended; run it to its end")
    if course.winner is None:
        raise MissingError(f"search {search.name} found nothing: no candidate could be trained")
    return Found(
        search=search,
        arch=course.winner.arch,
        validation_accuracy=course.winner.told.values["validation_accuracy"],
        evaluations=len(course.evaluations),
        spent=course.spent + ending_spent(course),
        cpu_s=course.cpu_s,
    )


def train(
    found: Found, plan: FinalPlan, folder: Path, on_epoch: Callable[[Curve], None] | None = None
) -> Trained:
    """Train the architecture from scratch; a stopped training goes on from `folder`, bit for bit.

    Validation images come from the training images; test images are looked at once, at the end.

    Raises:
        MissingError, UnknownName: the images.
        UsageError: `folder` holds another training.
        Diverged: the loss became NaN or infinite.
    """
    from lcmnas_core.data.catalogue import image_set
    from lcmnas_core.data.resized import resized
    from lcmnas_core.training.resumable import train_resumable

    images = image_set(plan.dataset)
    if plan.resize:
        images = resized(images, found.search.images.shape)
    network = built(found, images, plan.seed)
    result = train_resumable(network, images, plan.recipe, plan.seed, folder, plan.options, on_epoch)
    return Trained(network, images, found, plan, result)


def built(found: Found, images: ImageSet, seed: int) -> nn.Module:
    """The untrained network of what was found, for `images`."""
    settings = replace(found.search.build_settings, input_shape=images.shape, classes=images.classes)
    space = SPACES[found.search.space]
    return space.build(space.parse(found.arch), settings, seed)


def export(trained: Trained, path: Path, form: str) -> tuple[Path, Path]:
    """Write the network as `safetensors`, `pt2` or `onnx`, and its card beside it; returns both paths.

    Raises:
        UnknownName: no such format.
        MissingError: the format needs an extra.
    """
    from lcmnas_core.pipeline.model_card import write_card
    from lcmnas_core.pipeline.network_files import FORMATS

    write = FORMATS[form]
    with whole_file(path) as unfinished:
        write(trained, unfinished)
    return path, write_card(trained, path, form)


def load(path: Path) -> nn.Module:
    """The network of a `safetensors` file that `export` wrote, in evaluation mode.

    Raises:
        StoreError: damaged, or not written by it.
    """
    from lcmnas_core.pipeline.network_files import load_safetensors

    return load_safetensors(path)
