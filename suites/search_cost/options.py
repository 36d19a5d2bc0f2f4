"""What a user may set: the fields of a preset and the options of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from lcmnas_core.records.measurement import Frozen

from ..preset import listed, options_of

Names = Annotated[tuple[str, ...], BeforeValidator(listed), Field(min_length=1)]


class Options(Frozen):
    """Options by name.

    Attributes:
        landscapes: complete tables on which searches are replayed.
        networks: tables of networks of unbounded spaces, on which none can be: how local they are is told.
        strategies: who enters; `all` for everyone, each where it can be used.
        seeds: searches of each strategy on each landscape, from `first_seed`.
        block: how many of them one job does.
        budget: what a search may spend, in the landscape's unit; by default about 100 trainings.
    """

    landscapes: Names
    networks: Annotated[tuple[str, ...], BeforeValidator(listed)] = ()
    strategies: Names = ("all",)
    seeds: int = Field(default=100, ge=1)
    first_seed: int = Field(default=0, ge=0)
    block: int = Field(default=25, ge=1)
    budget: float | None = Field(default=None, gt=0, allow_inf_nan=False)


def read_options(preset: str | None, overrides: Mapping[str, object]) -> Options:
    """The options of a preset and those put over them.

    Raises:
        UnknownName, UsageError: as `options_of`.
    """
    return options_of(
        Options, __package__, preset, overrides, needs="landscapes", given="--set landscapes=NAME"
    )
