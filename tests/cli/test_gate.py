from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from lcmnas_core.cli.gate import annotation


@pytest.fixture
def baseline(lcmnas, finished_run, tmp_path):
    path = tmp_path / "baseline.json"
    assert lcmnas("gate", finished_run, "--write-baseline", path, "--json").json == {"path": str(path)}
    return path


def edited(path, **changes):
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))
    return path


def test_an_unchanged_run_passes(lcmnas, finished_run, baseline):
    said = lcmnas("gate", finished_run, "--baseline", baseline, "--json")
    assert said.code == 0
    assert said.json["passes"]
    assert {each["verdict"] for each in said.json["verdicts"]} == {"not distinguishable"}
    assert {each["proxy"] for each in said.json["verdicts"]} >= {"planted_70", "params"}


def test_a_planted_bug_turns_it_red_and_names_the_proxy(lcmnas, with_a_bug, baseline):
    said = lcmnas("gate", with_a_bug, "--baseline", baseline, "--json")
    assert said.code == 1
    worse = {each["proxy"] for each in said.json["verdicts"] if each["verdict"] == "worse"}
    assert worse == {"planted_70"}
    assert "gate failed" in lcmnas("gate", with_a_bug, "--baseline", baseline).out


def test_the_repair_of_a_bug_is_better_not_worse(lcmnas, finished_run, with_a_bug):
    said = lcmnas("compare", with_a_bug, finished_run, "--json")
    assert said.code == 0
    assert {each["proxy"] for each in said.json["verdicts"] if each["verdict"] == "better"} == {"planted_70"}
    assert lcmnas("compare", finished_run, with_a_bug).code == 1


def test_another_table_is_incomparable_unless_allowed(lcmnas, finished_run, baseline):
    edited(baseline, table_sha256="0" * 64)
    said = lcmnas("gate", finished_run, "--baseline", baseline, "--json")
    assert said.code == 1
    assert len(said.json["incomparable"]) == 1
    assert said.json["incomparable"][0].startswith("table_sha256")
    assert lcmnas("gate", finished_run, "--baseline", baseline, "--allow-incomparable").code == 0


def test_another_machine_is_compared_and_noted(lcmnas, finished_run, baseline):
    stored = json.loads(baseline.read_text())["environment"]
    edited(baseline, environment={**stored, "cpu": "an abacus"})
    said = lcmnas("gate", finished_run, "--baseline", baseline, "--json")
    assert said.code == 0
    assert any("an abacus" in note for note in said.json["notes"])


def test_github_is_told_of_every_complaint(lcmnas, with_a_bug, baseline, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    said = lcmnas("gate", with_a_bug, "--baseline", baseline)
    lines = [line for line in said.err.splitlines() if line.startswith("::error file=")]
    assert len(lines) == 2  # one for each seed
    assert all("planted_70" in line for line in lines)


def test_an_annotation_escapes_what_it_cannot_hold():
    line = annotation("5% worse\nthan before", "base,line:1.json")
    assert line == "::error file=base%2Cline%3A1.json,line=1::5%25 worse%0Athan before"


def test_junit_counts_what_failed(lcmnas, with_a_bug, baseline, tmp_path):
    lcmnas("gate", with_a_bug, "--baseline", baseline, "--junit", tmp_path / "junit.xml")
    suite = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("10", "2")
    assert [case.get("name") for case in suite if case.find("failure") is not None] == [
        "planted_70 seed 0",
        "planted_70 seed 1",
    ]


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"proxies": 3}, "proxies"),
        ({"populations": {"all": {"archs": ["a"], "scores": {}}}}, "no scores of"),
        ({"populations": {"all": {"archs": ["a"], "scores": {"params": [[1.0, 2.0]]}}}}, "another number"),
        ({"format": 2}, "format"),
    ],
)
def test_a_damaged_baseline_is_exit_4(lcmnas, finished_run, baseline, changes, part):
    said = lcmnas("gate", finished_run, "--baseline", edited(baseline, **changes))
    assert said.code == 4
    assert part in said.error


@pytest.mark.parametrize("text", ["", "{", "[]", '{"suite": "proxy-ranking"}'])
def test_a_file_that_is_no_baseline_is_exit_4(lcmnas, finished_run, tmp_path, text):
    (tmp_path / "b.json").write_text(text)
    said = lcmnas("gate", finished_run, "--baseline", tmp_path / "b.json")
    assert said.code == 4
    assert "is not a baseline" in said.error


def test_what_is_missing_or_mistaken(lcmnas, finished_run, baseline, tmp_path):
    assert lcmnas("gate", finished_run, "--baseline", tmp_path / "none.json").code == 3
    assert lcmnas("gate", tmp_path / "nowhere", "--baseline", baseline).code == 3
    assert "give either" in lcmnas("gate", finished_run).error
    edited(baseline, suite="search-cost")
    said = lcmnas("gate", finished_run, "--baseline", baseline)
    assert said.code == 2
    assert "no run of suite 'search-cost'" in said.error


def test_the_pytest_fixture_passes_and_fails_as_the_verb_does(
    lcmnas_gate, finished_run, with_a_bug, baseline
):
    lcmnas_gate(finished_run, baseline)
    with pytest.raises(pytest.fail.Exception, match=r"gate failed[\s\S]*planted_70 on all, seed 0: worse"):
        lcmnas_gate(str(with_a_bug), str(baseline))
    edited(baseline, table_sha256="0" * 64)
    with pytest.raises(pytest.fail.Exception, match="incomparable: table_sha256"):
        lcmnas_gate(finished_run, baseline)
    lcmnas_gate(finished_run, baseline, allow_incomparable=True)
