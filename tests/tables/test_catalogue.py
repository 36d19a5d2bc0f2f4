from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lcmnas_core.errors import UnknownName
from lcmnas_core.tables.catalogue import TABLES, load, sources
from lcmnas_core.tables.schema import TableCard
from lcmnas_core.tables.stored import write_trainings
from lcmnas_core.tables.trainings import Training


def test_an_unknown_table_proposes_the_nearest() -> None:
    with pytest.raises(UnknownName, match="'nasbench201'"):
        load("nasbensh201")


def test_tables_of_the_data_folder_are_found(
    own_data: Path, trainings: list[Training], toy_card: TableCard
) -> None:
    write_trainings(trainings, toy_card, own_data / "tables")
    assert [each.name for each in sources()] == [*TABLES, "toy"]
    assert all(each.is_at_hand for each in sources() if each.name in ("toy", "synthetic"))
    assert load("toy").card.title == "Toy"


def test_a_local_table_never_hides_a_registered_one(
    own_data: Path, trainings: list[Training], toy_card: TableCard
) -> None:
    write_trainings(trainings, toy_card.model_copy(update={"name": "synthetic"}), own_data / "tables")
    assert load("synthetic").card.rows == 1_024
    assert [each.name for each in sources()] == list(TABLES)


def test_what_is_not_there_is_listed_as_such(own_data: Path) -> None:
    found = {each.name: each.is_at_hand for each in sources()}
    assert found["synthetic"]
    assert not found["nasbench201"]


def test_the_room_is_light_to_import() -> None:
    heavy = ("torch", "pandas", "pyarrow")
    code = f"import sys, lcmnas_core.tables; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
