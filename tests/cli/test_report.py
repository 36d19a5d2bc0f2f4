from __future__ import annotations

import json

import pytest


def test_a_page_and_what_outlives_its_table(lcmnas, a_run):
    (a_run / "aggregates.json").unlink()
    assert lcmnas("report", a_run).out == f"page: {a_run / 'index.html'}\n"
    found = json.loads((a_run / "aggregates.json").read_text())["proxy-ranking"]
    assert {each["proxy"] for each in found["leaderboard"]} >= {"planted_70", "params"}


@pytest.mark.slow
def test_page_figures_and_aggregates_are_equal_to_the_byte_when_made_again(lcmnas, a_run):
    said = lcmnas("report", a_run, "--figures", "--json")
    found = said.json
    assert said.code == 0
    assert found["omitted"] == []
    assert found["pages"] == [str(a_run / "index.html")]
    assert (a_run / "index.html").read_text().startswith("<!doctype html>")
    kinds = {path.rsplit(".", 1)[1] for path in found["figures"]}
    assert kinds == {"svg", "png"}
    page = (a_run / "index.html").read_bytes()
    assert b"lcmnas run proxy-ranking --preset smoke --limit 120 --out DIR" in page
    assert str(a_run).encode() not in page
    lcmnas("report", a_run)
    assert (a_run / "index.html").read_bytes() == page


@pytest.mark.slow
def test_without_the_table_the_aggregates_remain_and_figures_are_exit_3(lcmnas, without_its_table):
    said = lcmnas("report", without_its_table, "--figures")
    assert said.code == 3
    assert "left out: " in said.error
    assert (without_its_table / "index.html").is_file()
    assert any((without_its_table / "figures").glob("*.svg"))


def test_a_page_without_the_table_is_still_a_page(lcmnas, without_its_table):
    said = lcmnas("report", without_its_table)
    assert said.code == 0
    assert said.err.startswith("left out: ")


def test_without_table_and_aggregates_it_says_so(lcmnas, without_its_table):
    (without_its_table / "aggregates.json").unlink()
    said = lcmnas("report", without_its_table)
    assert said.code == 4
    assert "SHA-256" in said.error


@pytest.mark.parametrize("text", ["{", "[]", "\x00"])
def test_damaged_aggregates_are_exit_4(lcmnas, a_run, text):
    (a_run / "aggregates.json").write_text(text)
    said = lcmnas("report", a_run)
    assert said.code == 4
    assert "aggregates.json is damaged" in said.error
