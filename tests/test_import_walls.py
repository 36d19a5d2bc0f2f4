"""Rooms import downwards only, and those that promise it load no torch."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OPEN = {
    "errors",
    "registry",
    "seeding",
    "folders",
    "fidelity",
    "inert",
    "rooms",
    "plugins",
    "whole_file",
    "__version__",
}
"""Modules that all may import and that import no room."""

ESTIMATING = {"architectures", "spaces", "proxies", "observations", "training", "tables", "data"}
MAY_IMPORT: dict[str, set[str]] = {
    "records": set(),
    "graphs": set(),
    "metrics": set(),
    "data": set(),
    "architectures": {"graphs"},
    "tables": {"records", "architectures"},
    "tracing": {"graphs", "architectures"},
    "spaces": {"architectures", "graphs", "tracing"},
    "observations": {"data"},
    "proxies": {"observations"},
    "training": {"data"},
    "estimators": ESTIMATING,
    "strategies": {"spaces", "architectures", "graphs", "metrics"},
    "engines": {"records"},
    "reports": {"records", "metrics", "tables", "architectures", "graphs"},
}
LIBRARY = {*MAY_IMPORT} - {"reports"}
MAY_IMPORT |= dict.fromkeys(("search", "table_building"), LIBRARY)
MAY_IMPORT["pipeline"] = {*LIBRARY, "search"}
MAY_IMPORT["suites"] = {*LIBRARY, "search", "pipeline", "table_building"}
EVERYTHING = {"cli", "pytest_plugin", "__init__"}

TORCH_INSIDE = {
    "lcmnas_core.spaces.macro_micro_network",
    "lcmnas_core.spaces.metaqnn_network",
    "lcmnas_core.spaces.nas_bench_macro_network",
    "lcmnas_core.spaces.nasbench201_network",
    "lcmnas_core.spaces.undrawn",
    "lcmnas_core.spaces.wdg_macro.network",
    "lcmnas_core.spaces.initialisation",
}
"""Modules of torch-free rooms that only `build` imports."""

TORCH_FREE = (
    "records",
    "graphs",
    "metrics",
    "architectures",
    "tables",
    "engines",
    "spaces",
    "strategies",
    "reports",
    "suites",
)


def modules() -> Iterator[tuple[str, Path]]:
    """(dotted name in a checkout, file) of every module of the three packages."""
    for package in ("lcmnas_core", "suites", "reports"):
        for file in sorted((ROOT / package).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


def room_of(module: str) -> str:
    """`lcmnas_core.records.store` -> records; `reports.page` -> reports; `lcmnas_core` -> __init__."""
    first, *rest = module.split(".")
    if first != "lcmnas_core":
        return first
    return rest[0] if rest else "__init__"


def imported(source: str, module: str, is_package: bool) -> Iterator[str]:
    """Dotted names of the project's own modules that `source` imports, anywhere in it."""
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = (
                ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            )
            origin = ".".join(part for part in (base, node.module) if part)
            names = [f"{origin}.{alias.name}" for alias in node.names]
        yield from (name for name in names if name.split(".")[0] in ("lcmnas_core", "suites", "reports"))


def breaches(module: str, source: str, is_package: bool = False) -> list[str]:
    """Imports of `module` that its room may not make."""
    room = room_of(module)
    if room in EVERYTHING:
        return []
    allowed = OPEN | {room} | (set() if room in OPEN else MAY_IMPORT[room])
    found = imported(source, module, is_package)
    return [name for name in found if room_of(name) not in allowed]


@pytest.mark.parametrize(
    ("module", "file"), list(modules()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_module_imports_only_what_its_room_may(module: str, file: Path) -> None:
    assert breaches(module, file.read_text(encoding="utf-8"), file.name == "__init__.py") == []


def test_every_room_stands_in_the_table() -> None:
    rooms = {room_of(module) for module, _ in modules()}
    assert rooms <= {*MAY_IMPORT, *OPEN, *EVERYTHING}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("lcmnas_core.metrics.rank", "from lcmnas_core.records.store import Store"),
        ("lcmnas_core.metrics.rank", "import lcmnas_core.tables"),
        ("lcmnas_core.metrics.rank", "from ..records import store"),
        ("lcmnas_core.proxies.zen", "def f():\n    from lcmnas_core.spaces import SPACES"),
        ("lcmnas_core.spaces.x", "if TYPE_CHECKING:\n    from lcmnas_core.tables.table import Table"),
        ("lcmnas_core.seeding", "from lcmnas_core.data.batch import Batch"),
        ("suites.proxy_ranking.job", "from reports.page import write"),
        ("reports.page", "from lcmnas_core import suites"),
        ("reports.sections.scatter", "from suites import SUITES"),
    ],
)
def test_the_wall_is_seen(module: str, source: str) -> None:
    assert len(breaches(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "lcmnas_core.metrics.rank",
            "from lcmnas_core.errors import UsageError\nfrom . import vectors\nimport numpy",
        ),
        ("lcmnas_core.cli.main", "from lcmnas_core.proxies import PROXIES"),
        ("reports.sections.scatter", "from ..frame import Frame\nfrom ..figures.style import x"),
        ("lcmnas_core.tables.table", "from lcmnas_core.architectures.cell import Cell"),
    ],
)
def test_an_open_door_is_seen(module: str, source: str) -> None:
    assert breaches(module, source) == []


def run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_torch_free_rooms_load_no_torch() -> None:
    names = [name for name, _ in modules() if room_of(name) in TORCH_FREE and name not in TORCH_INSIDE]
    assert len(names) > 50
    script = (
        "import importlib, sys\n"
        f"for name in {names!r}:\n"
        "    importlib.import_module(name)\n"
        "    if 'torch' in sys.modules: print(name); break\n"
    )
    assert run(script) == ""


def test_the_package_alone_loads_nothing_heavy() -> None:
    heavy = ("torch", "pandas", "matplotlib", "scipy", "pyarrow", "sklearn", "seaborn")
    assert run(f"import lcmnas_core, sys; print([n for n in {heavy!r} if n in sys.modules])") == "[]"
