from __future__ import annotations

import json

import pytest

from lcmnas_core.cli.asking import command_of
from lcmnas_core.cli.carrying_out import lost_share
from lcmnas_core.cli.run_folder import difference
from lcmnas_core.errors import UsageError

SMALL = ("run", "proxy-ranking", "--preset", "smoke", "--limit", "6", "--engine", "inline")
ROWS = 6 * 2 * 5  # architectures, seeds, proxies of the synthetic space


def test_a_run_ends_with_the_next_command(lcmnas, tmp_path):
    said = lcmnas(*SMALL, "--out", tmp_path / "r")
    assert said.code == 0
    assert said.out.splitlines()[-1] == f"next: lcmnas report {tmp_path / 'r'}"
    assert f"{ROWS} ok" in said.out


def test_the_documented_keys(lcmnas, tmp_path):
    found = lcmnas(*SMALL, "--out", tmp_path, "--json").json
    assert set(found) == {"out", "next", "statuses", "lost_share", "runs"}
    assert set(found["runs"][0]) == {"suite", "preset", "request_sha256", "jobs_done"}
    assert found["statuses"] == {"ok": ROWS}


def test_the_same_command_measures_nothing_twice(lcmnas, tmp_path):
    assert lcmnas(*SMALL, "--out", tmp_path, "--json").json["runs"][0]["jobs_done"] == 12
    again = lcmnas(*SMALL, "--out", tmp_path, "--json").json
    assert again["runs"][0]["jobs_done"] == 0
    assert again["statuses"] == {"ok": ROWS}


def test_another_request_in_the_same_folder_is_refused_and_the_difference_named(lcmnas, tmp_path):
    lcmnas(*SMALL, "--out", tmp_path)
    for extra in ([], ["--dry-run"]):
        said = lcmnas(
            "run",
            "proxy-ranking",
            "--preset",
            "smoke",
            "--limit",
            "7",
            "--engine",
            "inline",
            "--out",
            tmp_path,
            *extra,
        )
        assert said.code == 2
        assert "limit is 6 there and 7 here" in said.error


def test_a_dry_run_tells_what_is_missing_and_writes_nothing(lcmnas, tmp_path):
    fresh = lcmnas(*SMALL, "--out", tmp_path / "r", "--dry-run", "--json").json["runs"][0]
    assert (fresh["present"], fresh["missing"], fresh["jobs"], fresh["expected_s"]) == (0, ROWS, 12, None)
    assert not (tmp_path / "r").exists()
    lcmnas(*SMALL, "--out", tmp_path / "r")
    done = lcmnas(*SMALL, "--out", tmp_path / "r", "--dry-run", "--json").json["runs"][0]
    assert (done["present"], done["missing"], done["jobs"]) == (ROWS, 0, 0)


def test_the_expected_time_is_mean_seconds_times_jobs_over_workers(lcmnas, tmp_path, change_store):
    # Ten of twelve jobs took 3 s each; two are missing, for two workers: 3 s.
    lcmnas(*SMALL, "--out", tmp_path)
    change_store(tmp_path, "UPDATE measurement SET shared_cpu_s = 3.0")
    gone = "SELECT arch FROM measurement ORDER BY arch LIMIT 1"
    change_store(tmp_path, f"DELETE FROM measurement WHERE arch = ({gone})")
    found = lcmnas(*SMALL, "--out", tmp_path, "--workers", "2", "--dry-run", "--json").json["runs"][0]
    assert (found["jobs"], found["expected_s"]) == (2, 3.0)


@pytest.mark.slow
def test_shards_merged_are_the_whole_run(lcmnas, tmp_path):
    lcmnas(*SMALL, "--out", tmp_path / "whole")
    for part in ("1/2", "2/2"):
        assert lcmnas(*SMALL, "--shard", part, "--out", tmp_path / part[0]).code == 0
    parts = (tmp_path / "1", tmp_path / "2")
    for sources in (parts, parts[::-1]):
        assert lcmnas("merge", *sources, "--out", tmp_path / "merged", "--json").json["rows"] == ROWS
    texts = []
    for name in ("whole", "merged"):
        lcmnas("export", tmp_path / name, "--format", "canonical", "--out", tmp_path / f"{name}.txt")
        texts.append((tmp_path / f"{name}.txt").read_text())
    assert texts[0] == texts[1]
    assert lcmnas("report", tmp_path / "merged").code == 0


def test_exported_records_become_a_folder_again(lcmnas, tmp_path):
    lcmnas(*SMALL, "--out", tmp_path / "run")
    records = tmp_path / "records.parquet"
    assert lcmnas("export", tmp_path / "run", "--format", "parquet", "--out", records).code == 0
    assert lcmnas("merge", records, "--out", tmp_path / "again", "--json").json["rows"] == ROWS
    texts = []
    for name in ("run", "again"):
        lcmnas("export", tmp_path / name, "--format", "canonical", "--out", tmp_path / f"{name}.txt")
        texts.append((tmp_path / f"{name}.txt").read_text())
    assert texts[0] == texts[1]
    assert lcmnas("status", tmp_path / "again", "--json").json["runs"][0]["missing"] == 0


def test_stores_of_different_requests_are_not_merged(lcmnas, tmp_path):
    lcmnas(*SMALL, "--out", tmp_path / "1")
    lcmnas(
        "run",
        "proxy-ranking",
        "--preset",
        "smoke",
        "--limit",
        "7",
        "--engine",
        "inline",
        "--out",
        tmp_path / "2",
    )
    said = lcmnas("merge", tmp_path / "1", tmp_path / "2", "--out", tmp_path / "merged")
    assert said.code == 2
    assert "limit is 6 there and 7 here" in said.error
    assert not (tmp_path / "merged").exists()


def test_more_losses_than_allowed_are_exit_5(lcmnas, with_crashes):
    # 100 of 1,200 rows: 8.3 %.
    words = (
        "run",
        "proxy-ranking",
        "--preset",
        "smoke",
        "--limit",
        "120",
        "--engine",
        "inline",
        "--out",
        with_crashes,
    )
    said = lcmnas(*words)
    assert said.code == 5
    assert "8.3%" in said.error
    assert lcmnas(*words, "--allow-failures", "0.09").code == 0


def test_only_lost_measurements_are_losses():
    answers = {"ok": 10, "nonfinite": 4, "unsupported": 1, "untraceable": 1}
    losses = {"timeout": 1, "oom": 1, "crashed": 1, "error": 1}
    assert lost_share(answers | losses) == 4 / 20
    assert lost_share({}) == 0.0


def test_the_command_asks_the_same_again_and_names_no_folder():
    assert (
        command_of("proxy-ranking", "quick", {"limit": 5, "sample_seed": 1, "proxies": "a,my pack:f"})
        == "lcmnas run proxy-ranking --preset quick --limit 5 --sample-seed 1 "
        "--proxies 'a,my pack:f' --out DIR"
    )


def test_a_difference_names_fields_and_both_values():
    one, other = {"limit": 5, "table": "a", "seeds": 1}, {"limit": None, "table": "a", "batch": 64}
    assert difference(one, other) == (
        "batch is None there and 64 here; limit is 5 there and None here; seeds is 1 there and None here"
    )


def test_a_difference_goes_down_to_what_differs_and_stays_short():
    def request(macs, seeds):
        return {"searches": [{"seed": seed, "limits": {"macs": macs, "depth": 5}} for seed in range(seeds)]}

    assert difference(request(1, 2), request(None, 2)) == (
        "searches[0].limits.macs is 1 there and None here; searches[1].limits.macs is 1 there and None here"
    )
    assert difference(request(1, 2), request(1, 3)) == "number of searches is 2 there and 3 here"
    assert difference(request(1, 5), request(2, 5)).endswith("; and 2 more")


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["smok"], 2, "did you mean 'smoke'"),
        (["proxy-ranking"], 2, "--table"),
        (["proxy-ranking", "--preset", "quik"], 2, "did you mean 'quick'"),
        (["smoke", "--preset", "quick"], 2, "is a preset already"),
        (["smoke", "--limit", "-3"], 2, "limit is -3"),
        (["smoke", "--seeds", "0"], 2, "seeds is 0"),
        (["smoke", "--proxies", "synflow"], 2, "no proxy 'synflow'"),
        (["smoke", "--shard", "3/2"], 2, "1 <= i <= n"),
        (["smoke", "--engine", "procesess"], 2, "did you mean 'processes'"),
        (["smoke", "--space", "nasbench201"], 2, "is of space 'synthetic'"),
        (["proxy-ranking", "--table", "nasbench20"], 2, "did you mean 'nasbench201'"),
        (["proxy-ranking", "--table", "nasbench201"], 3, "LCMNAS_DATA"),
    ],
)
def test_a_mistake_is_one_line_and_its_exit_code(lcmnas, tmp_path, words, code, part):
    said = lcmnas("run", *words, "--out", tmp_path / "r")
    assert said.code == code
    assert part in said.error
    assert not (tmp_path / "r").exists()


def test_a_damaged_note_is_exit_4(lcmnas, a_run, change_store):
    for value in ('"text"', '{"proxy-ranking": {}}', '{"proxy-ranking": 3}', "[1]"):
        change_store(a_run, "UPDATE meta SET value = ? WHERE name = 'runs'", (value,))
        assert lcmnas("status", a_run).code == 4


def test_a_damaged_request_is_exit_4(lcmnas, a_run, change_store):
    note = {
        "preset": None,
        "request": {"suite": 1},
        "request_sha256": "",
        "command": "",
        "lcmnas_version": "",
    }
    value = json.dumps({"proxy-ranking": note})
    change_store(a_run, "UPDATE meta SET value = ? WHERE name = 'runs'", (value,))
    said = lcmnas("report", a_run)
    assert said.code == 4
    assert "the request it remembers is damaged" in said.error


def test_a_request_noted_before_a_field_came_means_what_it_meant(tmp_path):
    """Fields added later stand at their defaults, so a folder begun before goes on."""
    from lcmnas_core.cli.asking import runs_asked_for
    from lcmnas_core.cli.run_folder import remember
    from lcmnas_core.records.store import Store

    (run,) = runs_asked_for("macro-search", "smoke", {})
    older = {**run.note.request, "searches": [dict(each) for each in run.note.request["searches"]]}
    for each in older["searches"]:
        del each["walk"], each["device"]
    note = run.note.model_copy(update={"request": older, "request_sha256": "0" * 64})
    with Store.create_or_open(tmp_path) as store:
        remember(store, run.name, note)
        remember(store, run.name, run.note)
        (other,) = runs_asked_for("macro-search", "smoke", {"epochs": 2})
        with pytest.raises(UsageError, match="epochs is 1 there and 2 here"):
            remember(store, run.name, other.note)
