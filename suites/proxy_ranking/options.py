"""What a user may set: the fields of a preset and the options of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError

from lcmnas_core.errors import UnknownName, UsageError
from lcmnas_core.records.measurement import Frozen

from ..preset import read_preset
from .request import NAME


def _listed(value: object) -> object:
    """`"a, b"` as `("a", "b")`."""
    return (
        tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
    )


Names = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]


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
    """The options of a preset, those of `overrides` that are not None put over them.

    Raises:
        UnknownName: no such preset or option.
        UsageError: a value is not what the option takes.
    """
    chosen: dict[str, Any] = read_preset(__package__, preset) if preset else {}
    chosen |= {name: value for name, value in overrides.items() if value is not None}
    for name in chosen:
        if name not in Options.model_fields:
            raise UnknownName(f"option of suite {NAME}", name, Options.model_fields)
    if "table" not in chosen:
        raise UsageError(f"suite {NAME} needs a table or a preset; give --table NAME or --preset quick")
    try:
        return Options.model_validate(chosen)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        raise UsageError(f"{name} is {chosen[name]!r}: {_lower(first['msg'])}") from error


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
