"""What a user may set: the fields of a preset and the options of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from lcmnas_core.estimators.mixture import Mixing
from lcmnas_core.records.measurement import Frozen
from lcmnas_core.search.request import Compatibility

from ..preset import listed, options_of


def _by_method(value: object) -> object:
    """Text that is empty as no numbers."""
    return {} if value == "" else value


Methods = Annotated[tuple[str, ...], BeforeValidator(listed), Field(min_length=1)]
Count = Annotated[int, Field(ge=1)]
PUBLISHED = {"weight": 0.75, "mixing": "raw", "recipe": "paper"}
"""What `compat` of `original` brings along, whatever a preset says: some of the faults are in these."""


class Options(Frozen):
    """Options by name.

    Attributes:
        dataset: images; `cifar10` is the part of it that a search sees.
        subset: images of the part to train on; a quarter as many validate.
        variant: reading of the reference networks, as `lcmnas spaces` names them.
        space: registered name of what is searched; channels, cells: the size at which it is built, where its
            architectures do not name it (by default that of its benchmark).
        methods: each a method, or `METHOD@SPACE` or `METHOD@VARIANT` for one that searches another space than
            `space`, or reads the reference networks otherwise than `variant` does.
        budget: of the others, where LCMNAS is among the methods: as many `macs` or `images` as it spent (the
            first of them, where it is there in several variants).
        seeds: how many seeds each method has, from `first_seed`; `fewer` gives another number by method.
        compat: with `original`, what is not given is as `PUBLISHED` has it, whatever a preset says.
        weight: lambda, of the score; 0.25, or 0 for a method that has no use for it. A quarter of the ranks
            leaves most decisions to accuracy, as the published three quarters do where a score confined to
            tenths is mixed raw with per cents.
        reference_fitness: `score`; `uniform` where mixing is raw, for a score stands not beside a mixture,
            and where no scores ship for these images.
        stages: of `econas`, which share `epochs`.
        policy, first_epochs, widest, deepest: of `greedy_macro_micro`, which trains each candidate for as
            many epochs as the policy says.
        epochs, recipe: of the short training of a candidate.
        pick_epochs: of the finalists' training.
        final_epochs, final_seeds: of the winner's, after which test images are looked at; 0 leaves it out.
        device: where networks are trained; with one GPU, one worker is enough.
        mixture_table: table on whose networks the estimate is held to long training.
    """

    dataset: str
    subset: Count | None = None
    methods: Methods = ("lcmnas",)
    budget: Literal["macs", "images"] = "macs"
    seeds: Count = 1
    fewer: Annotated[dict[str, Count], BeforeValidator(_by_method)] = Field(default_factory=dict)
    first_seed: int = 0
    space: str = "wdg_macro"
    channels: Count | None = None
    cells: Count | None = None
    variant: str = "paper"
    compat: Compatibility = "corrected"
    width_factor: float = Field(default=1.0, gt=0, le=1)
    max_macs: Count | None = None
    max_params: Count | None = None
    max_depth: Count | None = None
    reference_fitness: Literal["score", "uniform", "train"] | None = None
    population: int = Field(default=100, ge=2)
    generations: Count = 50
    weight: float | None = Field(default=None, ge=0, le=1)
    mixing: Mixing = "rank"
    score_images: int = Field(default=64, ge=2)
    stages: Count = 3
    policy: str = "paper"
    first_epochs: Count = 10
    widest: Count = 64
    deepest: Count = 100
    recipe: Literal["paper", "one_cycle"] = "paper"
    epochs: Count = 4
    finalists: Count = 10
    pick_epochs: Count = 10
    final_epochs: int = Field(default=0, ge=0)
    final_seeds: Count = 1
    mixture_table: str | None = None
    device: str = "cpu"


def read_options(preset: str | None, overrides: Mapping[str, object]) -> Options:
    """The options of a preset and those put over them.

    Raises:
        UnknownName, UsageError: as `options_of`.
    """
    if overrides.get("compat") == "original":
        overrides = PUBLISHED | {name: value for name, value in overrides.items() if value is not None}
    return options_of(Options, __package__, preset, overrides, needs="dataset", given="--dataset NAME")
