"""What other distributions bring: entry points, `module:attribute` targets, digests of their source."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import os
import sys
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from lcmnas_core.errors import UsageError


@dataclass(frozen=True)
class Plugin:
    """One entry point of another distribution.

    Attributes:
        name: what it is to be registered as.
        target: `module:attribute`.
        distribution: name and version of the distribution that brings it.
        loaded: the object; None when it could not be loaded.
        reason: why it could not be loaded; None when it was.
    """

    name: str
    target: str
    distribution: str
    loaded: Any = None
    reason: str | None = None


SWITCH = "LCMNAS_PLUGINS"
"""Environment variable that workers inherit: `none` loads no plug-in, as importing one runs its code."""


def discover(group: str) -> tuple[Plugin, ...]:
    """Every entry point of `group`, loaded or with the reason why not, sorted by name; see `SWITCH`."""
    if os.environ.get(SWITCH) == "none":
        return ()
    return tuple(_loaded(point) for point in sorted(entry_points(group=group), key=lambda one: one.name))


def _loaded(point: EntryPoint) -> Plugin:
    origin = f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown distribution"
    try:
        return Plugin(point.name, point.value, origin, loaded=point.load())
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".partition("\n")[0]
        return Plugin(point.name, point.value, origin, reason=reason)


def load_target(target: str) -> Any:
    """The object that `module:attribute` names; modules in the current folder are found too.

    Raises:
        UsageError: malformed, or the module or attribute cannot be had.
    """
    module, colon, attribute = target.partition(":")
    if not (module and colon and attribute):
        raise UsageError(f"got {target!r}; expected module:attribute, as in my_package.my_module:my_function")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.append(here)
    try:
        found: Any = importlib.import_module(module)
        for name in attribute.split("."):
            found = getattr(found, name)
    except Exception as error:
        raise UsageError(
            f"cannot load {target!r}: {type(error).__name__}: {error}".partition("\n")[0]
        ) from error
    return found


def source_digest(function: Any) -> str:
    """First 16 digits of the SHA-256 of the source of the module that defines `function`.

    Raises:
        UsageError: there is no source file to digest, so an edit could not be noticed.
    """
    module = inspect.getmodule(function)
    source = getattr(module, "__file__", None)
    if source is None or not Path(source).is_file():
        raise UsageError(
            f"{function!r} has no source file; define it in a module, so that its version is known"
        )
    return hashlib.sha256(Path(source).read_bytes()).hexdigest()[:16]
