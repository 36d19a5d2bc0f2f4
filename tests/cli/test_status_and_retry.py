from __future__ import annotations

import json


def test_a_finished_run(lcmnas, finished_run):
    found = lcmnas("status", finished_run, "--json").json
    run = found["runs"][0]
    assert found["statuses"] == {"ok": 1200}
    assert found["failures"] == []
    assert (run["present"], run["missing"], run["failed"], run["jobs"]) == (1200, 0, 0, 0)
    assert run["command"] == "lcmnas run proxy-ranking --preset smoke --limit 120 --out DIR"


def test_losses_are_counted_with_their_reason(lcmnas, with_crashes):
    found = lcmnas("status", with_crashes, "--json").json
    assert found["statuses"] == {"crashed": 100, "ok": 1100}
    assert sum(each["rows"] for each in found["failures"]) == 100
    assert {each["reason"] for each in found["failures"]} == {"Crashed: the worker process was killed"}
    assert "worker process was killed" in lcmnas("status", with_crashes).out


def test_retry_tries_what_failed_and_keeps_the_first_attempt(lcmnas, with_crashes, finished_run, tmp_path):
    found = lcmnas("retry", with_crashes, "--engine", "inline", "--json").json
    assert found["tried"] == {"ok": 100}
    assert found["statuses"] == {"ok": 1200}
    assert lcmnas("export", with_crashes, "--all-attempts", "--json").json["rows"] == 1300
    texts = []
    for folder in (with_crashes, finished_run):
        lcmnas("export", folder, "--format", "csv", "--out", tmp_path / "rows.csv")
        texts.append([line.split(",")[0] for line in (tmp_path / "rows.csv").read_text().splitlines()])
    assert texts[0] == texts[1]


def test_what_a_retry_finds_is_in_the_aggregates(lcmnas, with_crashes):
    kept = with_crashes / "aggregates.json"
    kept.unlink()
    assert lcmnas("retry", with_crashes, "--engine", "inline").code == 0
    found = json.loads(kept.read_text())["proxy-ranking"]
    assert {row["coverage"] for row in found["leaderboard"]} == {1.0}


def test_nothing_failed_nothing_is_tried(lcmnas, a_run):
    said = lcmnas("retry", a_run, "--engine", "inline")
    assert said.code == 0
    assert "nothing had failed" in said.out


def test_a_folder_without_a_run_is_exit_3(lcmnas, tmp_path):
    for verb in ("status", "retry", "report", "export"):
        said = lcmnas(verb, tmp_path)
        assert said.code == 3
        assert "no store" in said.error
    assert list(tmp_path.iterdir()) == []


def test_without_its_table_a_run_still_has_a_status(lcmnas, without_its_table):
    found = lcmnas("status", without_its_table, "--json")
    assert found.code == 0
    assert found.json["statuses"] == {"ok": 1200}
    assert found.json["runs"][0]["missing"] is None
    assert "SHA-256" in found.json["runs"][0]["unknown"]
    assert "unknown: table synthetic" in lcmnas("status", without_its_table).out


def test_the_canonical_form_has_no_earlier_attempts_to_ask_for(lcmnas, a_run):
    said = lcmnas("export", a_run, "--format", "canonical", "--all-attempts")
    assert said.code == 2
    assert "leave out --all-attempts" in said.error
