"""Presets: TOML files beside a suite."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from lcmnas_core.errors import UnknownName

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
