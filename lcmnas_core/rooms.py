"""Find `suites` and `reports`: inside the library when installed, beside it in a checkout."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from types import ModuleType

from lcmnas_core.errors import MissingError


def room(name: str) -> ModuleType:
    """The package `suites` or `reports`, or a module in it (`"suites.proxy_ranking"`).

    Raises:
        MissingError: the checkout's folder is not the one beside `lcmnas_core` (somebody else's `reports`).
    """
    inside = f"lcmnas_core.{name}"
    package = f"lcmnas_core.{name.partition('.')[0]}"
    if importlib.util.find_spec(package):
        return importlib.import_module(inside)
    module = importlib.import_module(name)
    beside = Path(__file__).resolve().parent.parent
    if module.__file__ is None or beside not in Path(module.__file__).resolve().parents:
        raise MissingError(f"{name!r} resolves to {module.__file__}, which does not lie beside lcmnas_core")
    return module
