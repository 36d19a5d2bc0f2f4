"""What a user may set: the fields of a preset and the options of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from lcmnas_core.records.measurement import Frozen

from ..preset import listed, options_of

Names = Annotated[tuple[str, ...], BeforeValidator(listed)]


class Options(Frozen):
    """Options by name.

    Attributes:
        table: tables of single trainings, of our own.
        others: tables of other people; `all` stands for those that are at hand.
        proxies: scored on the same networks; none for an empty text.
        limit: architectures of each population.
        batch: images that proxies are shown.
    """

    table: Annotated[Names, Field(min_length=1)]
    others: Names = ()
    proxies: Names = ("params", "macs", "synflow", "nwot", "lcmnas")
    limit: int | None = Field(default=None, ge=1)
    batch: int = Field(default=64, ge=2)


def read_options(preset: str | None, overrides: Mapping[str, object]) -> Options:
    """The options of a preset and those put over them.

    Raises:
        UnknownName, UsageError: as `options_of`.
    """
    return options_of(Options, __package__, preset, overrides, needs="table", given="--table NAME")
