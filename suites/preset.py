"""Presets: TOML files beside a suite."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import ValidationError

from lcmnas_core.errors import UnknownName, UsageError
from lcmnas_core.records.measurement import Frozen

Chosen = TypeVar("Chosen", bound=Frozen)

SUFFIX = ".toml"


def preset_names(package: str) -> list[str]:
    """The presets of a suite's package, sorted by name."""
    return sorted(
        each.name.removesuffix(SUFFIX) for each in files(package).iterdir() if each.name.endswith(SUFFIX)
    )


def read_preset(package: str, name: str) -> dict[str, Any]:
    """The options that a preset sets.

    Raises:
        UnknownName: no such preset.
    """
    if name not in preset_names(package):
        raise UnknownName("preset", name, preset_names(package))
    return tomllib.loads(files(package).joinpath(name + SUFFIX).read_text(encoding="utf-8"))


def options_of(
    model: type[Chosen],
    package: str,
    preset: str | None,
    overrides: Mapping[str, object],
    needs: str,
    given: str,
) -> Chosen:
    """The options of a preset as `model`, those of `overrides` that are not None put over them.

    The suite is that of `package`, beside whose modules its presets lie; without the option `needs`, which
    is given as `given`, nothing can be resolved.

    Raises:
        UnknownName: no such preset or option.
        UsageError: `needs` is not given, or a value is not what the option takes.
    """
    suite = package.rpartition(".")[2].replace("_", "-")
    chosen: dict[str, Any] = read_preset(package, preset) if preset else {}
    chosen |= {name: value for name, value in overrides.items() if value is not None}
    for name in chosen:
        if name not in model.model_fields:
            raise UnknownName(f"option of suite {suite}", name, model.model_fields)
    if needs not in chosen:
        raise UsageError(f"suite {suite} needs {needs} or a preset; give {given} or --preset quick")
    try:
        return model.model_validate(chosen)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name, message = str(first["loc"][0]), first["msg"]
        raise UsageError(f"{name} is {chosen[name]!r}: {message[:1].lower()}{message[1:]}") from error


def listed(value: object) -> object:
    """`"a, b"` as `("a", "b")`; what is no text stays."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())
