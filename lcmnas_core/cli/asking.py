"""From options of the command line to runs: the suites meant, each with its request."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from lcmnas_core import __version__
from lcmnas_core.cli.run_folder import RunNote, StoredRun
from lcmnas_core.errors import UnknownName, UsageError
from lcmnas_core.rooms import room

RESERVED = ("smoke", "quick", "full")
"""Preset names that stand, in place of a suite, for that preset of every suite."""

SPELLED_OUT = {
    *("table", "space", "dataset", "population", "images", "proxies", "limit", "seeds", "sample_seed"),
    *("batch", "lcmnas_images", "channels", "cells", "init"),
}
"""Options that `lcmnas run` has by name; the others are given by --set."""

Overrides = Mapping[str, str | int | float]


def runs_asked_for(suite: str, preset: str | None, overrides: Overrides) -> tuple[StoredRun, ...]:
    """The runs that `lcmnas run SUITE --preset PRESET ...` means.

    Raises:
        UnknownName, UsageError, MissingError: as the suite's `request`.
    """
    suites = room("suites").SUITES
    if suite in suites:
        return (_run(suites.canonical(suite), preset, overrides),)
    if suite not in RESERVED:
        raise UnknownName("suite", suite, [*suites, *RESERVED])
    if preset is not None:
        raise UsageError(f"{suite!r} is a preset already; name a suite to give --preset {preset}")
    meant = [name for name in suites if suite in suites[name].presets]
    known = {option for name in meant for option in suites[name].options}
    for option in overrides:
        if option not in known:
            raise UnknownName(f"option of preset {suite}", option, known)
    return tuple(_run(name, suite, _known_to(suites[name], overrides)) for name in meant)


def _known_to(suite: Any, overrides: Overrides) -> Overrides:
    """Of options meant for several suites those that this one has."""
    return {name: value for name, value in overrides.items() if name in suite.options}


def _run(name: str, preset: str | None, overrides: Overrides) -> StoredRun:
    suite = room("suites").SUITES[name]
    request = suite.request(preset, overrides)
    note = RunNote(
        preset=preset,
        request=request.model_dump(mode="json"),
        request_sha256=request.sha256,
        command=command_of(name, preset, overrides),
        lcmnas_version=__version__,
    )
    return StoredRun(name, suite, request, note)


def command_of(suite: str, preset: str | None, overrides: Overrides) -> str:
    """The command that asks the same again; it names no folder of this machine."""
    words = ["lcmnas", "run", suite, *(["--preset", preset] if preset else [])]
    for name, value in overrides.items():
        if name in SPELLED_OUT:
            words += [f"--{name.replace('_', '-')}", str(value)]
        else:
            words += ["--set", f"{name}={value}"]
    return shlex.join([*words, "--out", "DIR"])
