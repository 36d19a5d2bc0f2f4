"""What is imported is declared, or a version that decides results would be neither asked for nor recorded."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = {"lcmnas_core", "suites", "reports"}


def imported() -> Iterator[str]:
    """Top-level names that the three packages import from others."""
    for package in OURS:
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (each.name.partition(".")[0] for each in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    yield node.module.partition(".")[0]


def declared() -> set[str]:
    """Distributions in the requirements and the extras, by their normal names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    return {normal(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0]) for line in lines}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_distribution_that_is_imported_is_declared():
    homes = packages_distributions()
    others = set(imported()) - OURS - sys.stdlib_module_names
    missing = {name for name in others if name in homes and not {*map(normal, homes[name])} & declared()}
    assert missing == set()
    # An optional one may not be installed here; nothing else may be unknown.
    assert {name for name in others if name not in homes} <= {"pynvml", "onnx", "onnxscript"}
