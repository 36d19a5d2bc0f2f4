"""The command called in this process, and a small finished run of the synthetic space to look at."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lcmnas_core.cli.main import main

ARCHITECTURES = 120
"""More than a gate needs, few enough to be quick."""


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one line a user is left with; fails where there is more, or a traceback."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("error: "), self.err
        return lines[0]


Lcmnas = Callable[..., Said]


@pytest.fixture(autouse=True)
def untouched_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`lcmnas` sets both in its own process; set here first, they are put back afterwards."""
    monkeypatch.setenv("LCMNAS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LCMNAS_PLUGINS", "all")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.fixture(autouse=True)
def without_torch_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are tested with the records and end to end; finding them costs seconds."""
    monkeypatch.setattr("lcmnas_core.engines.beginning.torch_facts", dict)


@pytest.fixture
def lcmnas(capsys: pytest.CaptureFixture[str]) -> Lcmnas:
    def call(*words: str | Path) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def finished_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "finished"
    words = [
        "run",
        "proxy-ranking",
        "--preset",
        "smoke",
        "--limit",
        str(ARCHITECTURES),
        "--engine",
        "inline",
        "--out",
        str(folder),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LCMNAS_PLUGINS", "all")
        patch.setattr("lcmnas_core.engines.beginning.torch_facts", dict)
        assert main(words) == 0
    return folder


@pytest.fixture
def a_run(finished_run: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(finished_run, tmp_path / "run"))


def change(folder: Path, statement: str, values: tuple[object, ...] = ()) -> None:
    """Change the store of `folder` behind the program's back."""
    with closing(sqlite3.connect(folder / "store.sqlite")) as connection, connection:
        connection.execute(statement, values)


@pytest.fixture
def with_crashes(a_run: Path) -> Path:
    """The run with 100 of its 1,200 rows lost to crashes, as if their workers had died."""
    change(
        a_run,
        "UPDATE measurement SET status = 'crashed', value = NULL, error_type = 'Crashed', "
        "error_message = 'the worker process was killed', error_digest = '0' "
        "WHERE key IN (SELECT key FROM measurement ORDER BY key LIMIT 100)",
    )
    return a_run


@pytest.fixture
def with_a_bug(a_run: Path) -> Path:
    """The run with every `planted_70` holding the score of the architecture before: a planted bug."""
    change(
        a_run,
        "UPDATE measurement SET value = (SELECT shifted FROM (SELECT key AS k, lag(value, 1, 0.0) OVER "
        "(ORDER BY seed, arch) AS shifted FROM measurement WHERE estimator = 'planted_70') WHERE k = key) "
        "WHERE estimator = 'planted_70'",
    )
    return a_run


@pytest.fixture
def without_its_table(a_run: Path) -> Path:
    """The run, asked for with a table that has since become another one."""
    other = "json_replace(value, '$.\"proxy-ranking\".request.table_sha256', ?)"
    change(a_run, f"UPDATE meta SET value = {other} WHERE name = 'runs'", ("0" * 64,))
    return a_run


@pytest.fixture
def change_store() -> Callable[..., None]:
    return change
