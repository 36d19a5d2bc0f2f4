from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from reports.payload import payload
from reports.table import Column, Shown, Table


def one_table(archs: list[str]) -> Table:
    column = Column("arch", "Architecture", lambda row: Shown(str(row["arch"])), "code")
    return Table("t", "caption", (column,), tuple({"arch": arch} for arch in archs), ("arch",))


def unpacked(packed: dict[str, list]) -> list[str]:
    found: list[str] = []
    for shared, rest in zip(packed["shared"], packed["rest"], strict=True):
        found.append((found[-1][:shared] if found else "") + rest)
    return found


@given(st.lists(st.text(), min_size=1))
def test_architecture_strings_come_back_whole_and_hold_no_markup(archs: list[str]):
    text = payload([one_table(archs)], "run")
    assert not re.search("[<>&]", text)
    [[name, packed]] = json.loads(text)["t"]["columns"]
    assert name == "arch"
    assert unpacked(packed) == archs


def test_shared_beginnings_are_stored_once():
    text = payload([one_table(["|conv~0|", "|conv~1|"])], "run")
    assert json.loads(text)["t"]["columns"][0][1] == {"shared": [0, 6], "rest": ["|conv~0|", "1|"]}


def test_a_column_of_few_values_keeps_each_once():
    column = Column("n", "n", lambda row: Shown(str(row["n"])))
    values = [7.5, None, 7.5, "oom"] * 8
    table = Table("t", "caption", (column,), tuple({"n": value} for value in values), ("n",))
    [[_, packed]] = json.loads(payload([table], "run"))["t"]["columns"]
    assert packed["levels"] == [7.5, None, "oom"]
    assert [packed["levels"][place] for place in packed["places"]] == values


def test_the_csv_is_named_after_run_and_table():
    assert json.loads(payload([one_table(["a"])], "my-run"))["t"]["file"] == "my-run-t.csv"
