"""Everything that decides a search, fully resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.data.sizes import Sizes
from lcmnas_core.estimators.mixture import Mixing, Mixture
from lcmnas_core.records.measurement import Frozen
from lcmnas_core.spaces.wdg_macro.acceptance import Limits
from lcmnas_core.strategies.econas import Hierarchy
from lcmnas_core.strategies.greedy_macro_micro import StopRules
from lcmnas_core.training.recipe import Recipe

if TYPE_CHECKING:
    from lcmnas_core.data.image_set import ImageSet

NAME = "macro-search"
"""The suite under which searches are recorded."""

VERSION = 1
"""History: 1 first released searches."""

Method = Literal[
    "lcmnas",
    "random_layer",
    "random_model",
    "random_both",
    "random_search",
    "regularized_evolution",
    "econas",
    "greedy_macro_micro",
]
GRAPH_SPACES = ("wdg_macro", "wdg_macro_original")
"""Spaces whose architectures are written from weighted directed graphs, by name."""

USUAL_VARIANT = "paper"

Compatibility = Literal["corrected", "original"]
"""`original` brings back what the public code does and the method does not mean.

Settings drawn uniformly over values; the first images in file order, validated on some of those trained on;
score and percent mixed raw; chains cut short where one parent alone knows the last layer; stems that squeeze
the image; no pooling to points; maximum pools and ReLU6 decoded as average pools and ReLU; parents without a
fitness ranked by their order; sizes tracked twice, differently; cutout of 16 pixels whatever the image. Sets
with splits of their own keep them.

It never brings back test images that decide, NaN or half a fitness of a candidate that failed, unseeded
draws, networks of one output where only a score is wanted, a GoogLeNet that is no parent as it answers with
a tuple, or a pruning that spares bottlenecks and comes undone. In both, the last epoch counts, not the best,
and elites are not evaluated again.
"""


class Shown(Frozen):
    """The images of a search; equal `sha256` means equal images, labels and splits."""

    dataset: str
    sha256: str
    shape: tuple[int, int, int]
    classes: int
    sizes: Sizes

    @classmethod
    def of(cls, images: ImageSet) -> Shown:
        """What a search must know of `images`."""
        return cls(
            dataset=images.name,
            sha256=images.sha256,
            shape=images.shape,
            classes=images.classes,
            sizes=images.sizes,
        )


class Estimation(Frozen):
    """How a candidate is valued.

    Attributes:
        weight: lambda, of the score; 1 trains nothing, 0 scores nothing.
        mixing: how score and accuracy are brought to one scale.
        score_images: training images of the score, `images_per_pass` at once, perturbed where the set does
            so; a recipe's augmentation, which the public code applies too, is left to training.
        training: the short training of every candidate.
    """

    weight: float = Field(default=0.25, ge=0, le=1)
    mixing: Mixing = "rank"
    score_images: int = 256
    images_per_pass: int = 96
    training: Recipe

    @property
    def mixture(self) -> Mixture:
        """The fitness that follows."""
        return Mixture(self.weight, self.mixing)


class Ending(Frozen):
    """What happens when the search is over.

    Attributes:
        finalists: so many of the fittest, of all that a search valued, are trained from scratch once more.
        pick: that training; the best validation accuracy after its last epoch wins (published: of any of its
            epochs, which prefers whose accuracy swings most).
        training: of the winner, after which test images are looked at once; None ends with the winner.
        seeds: how many seeds the winner is trained under, that of the search first.
    """

    finalists: int
    pick: Recipe
    training: Recipe | None = None
    seeds: int = Field(default=1, ge=1)


class Walk(Frozen):
    """How `greedy_macro_micro` walks.

    Attributes:
        rules: where it begins and when it stops.
        policy: name of the epoch policy; `first_epochs` are those of its first candidate.
    """

    rules: StopRules = StopRules()
    policy: str = "paper"
    first_epochs: int = 10


class Search(Frozen):
    """One search.

    Attributes:
        method: LCMNAS, one of its ablations, or an outside baseline.
        seed: of everything random in it.
        space: registered name; with `compat` of `original`, the space that reads as the public code does.
        channels, cells: size at which it is built, of spaces whose architectures do not name it.
        variant: reading of the reference networks' traces.
        compat: `original` searches as the public code does, its faults included.
        width_factor: share of every drawn width that is built.
        reference_fitness: what the reference networks are worth as parents.
        population, generations: of LCMNAS; they also bound the evaluations of the other methods.
        hierarchy: of `econas`, whose short training is the whole of its stages.
        walk: of `greedy_macro_micro`.
        budget_macs, budget_images: multiply-adds that evaluations may spend, and images that they may train
            on; None leaves the generations to end it.
        device: where candidates are trained; scores are computed on the CPU.
    """

    method: Method = "lcmnas"
    seed: int = 0
    images: Shown
    space: str = "wdg_macro"
    channels: int = 0
    cells: int = 0
    variant: str = "paper"
    compat: Compatibility = "corrected"
    width_factor: float = 1.0
    limits: Limits = Limits()
    reference_fitness: Literal["score", "uniform", "train"] = "score"
    population: int
    generations: int
    estimation: Estimation
    ending: Ending
    hierarchy: Hierarchy = Hierarchy()
    walk: Walk = Walk()
    budget_macs: int | None = None
    budget_images: int | None = None
    device: str = "cpu"

    @property
    def entrant(self) -> str:
        """The method, and what else than usual it searches: `econas@nasbench201`, `lcmnas@branched`."""
        searched = self.variant if self.space in GRAPH_SPACES else self.space
        return self.method if searched == USUAL_VARIANT else f"{self.method}@{searched}"

    @property
    def name(self) -> str:
        """Short name within a suite: entrant and seed."""
        return f"{self.entrant}/{self.seed}"

    @property
    def build_settings(self) -> BuildSettings:
        """The size at which candidates are built."""
        return BuildSettings(
            channels=self.channels,
            cells=self.cells,
            input_shape=self.images.shape,
            classes=self.images.classes,
            width_factor=self.width_factor,
        )
