"""What a user may set: the fields of a preset and the options of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from lcmnas_core.records.measurement import Frozen

from ..preset import listed, options_of

Names = Annotated[tuple[str, ...], BeforeValidator(listed), Field(min_length=1)]


class Options(Frozen):
    """Options by name; None is what follows from the others."""

    table: str
    space: str | None = None
    dataset: str | None = None
    population: Names | None = None
    images: str | None = None
    proxies: Names = ("all",)
    limit: int | None = Field(default=None, ge=1)
    seeds: int = Field(default=1, ge=1)
    sample_seed: int = 0
    batch: int = Field(default=64, ge=2)
    lcmnas_images: int | None = Field(default=None, ge=2)
    channels: int | None = Field(default=None, ge=1)
    cells: int | None = Field(default=None, ge=1)
    init: str = "default"


def read_options(preset: str | None, overrides: Mapping[str, object]) -> Options:
    """The options of a preset and those put over them.

    Raises:
        UnknownName, UsageError: as `options_of`.
    """
    return options_of(Options, __package__, preset, overrides, needs="table", given="--table NAME")
