from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lcmnas_core.errors import MissingError
from lcmnas_core.folders import data_folder
from lcmnas_core.rooms import room

ROOT = Path(__file__).resolve().parent.parent


def test_rooms_lie_beside_the_library_in_a_checkout() -> None:
    for name in ("suites", "reports"):
        assert Path(str(room(name).__file__)).resolve().parent == ROOT / name


def test_a_module_of_a_room_is_found() -> None:
    assert room("reports.page").__name__ == "reports.page"


def test_somebody_elses_package_of_that_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere_reports").mkdir()
    (tmp_path / "elsewhere_reports" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(MissingError, match="does not lie beside lcmnas_core"):
        room("elsewhere_reports")
    monkeypatch.delitem(sys.modules, "elsewhere_reports")


def test_the_data_folder_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LCMNAS_DATA", "some/where")
    assert data_folder() == tmp_path / "some" / "where"
    monkeypatch.setenv("LCMNAS_DATA", "")
    assert data_folder().is_absolute()
    assert data_folder().name == "lcmnas"
