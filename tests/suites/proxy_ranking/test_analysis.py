import json

import pytest

import reports
from lcmnas_core.errors import MissingError, UsageError
from lcmnas_core.tables.synthetic import PLANTED
from suites import SUITES
from suites.proxy_ranking.plan import jobs as planned_jobs

SUITE = SUITES["proxy-ranking"]


def test_planted_taus_lie_within_their_intervals(planted_frame):
    request, rows = planted_frame
    board = SUITE.frames(request, rows).frames["leaderboard"].set_index("proxy")
    assert len(PLANTED) == 4
    for name, tau in PLANTED.items():
        assert board.loc[name, "tau_low"] < tau < board.loc[name, "tau_high"], name
    assert board.loc["params", "tau_low"] < 0 < board.loc["params", "tau_high"]
    assert (board["n"] == 120).all()


def test_aggregates_are_json_and_hold_every_number_but_single_scores(planted_frame):
    request, rows = planted_frame
    found = SUITE.frames(request, rows)
    again = json.loads(json.dumps(found.aggregates, allow_nan=False))
    assert len(again["leaderboard"]) == 5
    assert len(again["proxy_pairs"]) == 10
    assert again["table_sha256"] == request.table_sha256
    assert "scores" not in again


def test_the_report_takes_the_frames(planted_frame):
    request, rows = planted_frame
    found = SUITE.frames(request, rows)
    info = SUITE.run_info(request, rows, found)
    assert info["counts_by_status"] == {"ok": 1200}
    assert (info["n_architectures"], info["seeds"], info["populations"]) == (120, (0, 1), ("all",))
    assert info["started"] == "2026-01-02 12:00:00 UTC"
    run = reports.RunInfo(**info, command="lcmnas run smoke", environments=[{}], lcmnas_version="0")
    assert "planted_70" in reports.render(run, found.frames)


def test_populations_are_ranked_apart(trained_table, frame_of):
    trained_table()
    request = SUITE.request(None, {"table": "tiny", "proxies": "params,snip"})
    rows = frame_of(request, lambda identity: float(len(identity.arch)))
    found = SUITE.frames(request, rows).frames
    counts = found["leaderboard"].groupby("population")["n"].unique()
    assert {name: each.tolist() for name, each in counts.items()} == {"one": [12], "two": [3]}
    assert found["scores"].groupby("population").size().to_dict() == {"one": 24, "two": 6}
    assert found["scores"]["truth"].notna().all()


def test_failures_are_listed_with_their_reason(smoke, frame_of):
    request = smoke(limit=12, seeds=1, proxies="params,planted_10")
    rows = frame_of(request, lambda each: float("nan") if each.estimator == "planted_10" else 1.0)
    found = SUITE.frames(request, rows).frames
    assert len(found["failures"]) == 12
    assert set(found["failures"]["reason"]) == {"got nan"}
    assert found["leaderboard"].set_index("proxy").loc["planted_10", "coverage"] == 0.0


def test_without_its_table_a_run_reports_what_was_kept(trained_table, frame_of, tmp_path):
    trained_table()
    request = SUITE.request(None, {"table": "tiny", "proxies": "params,snip"})
    rows = frame_of(request, lambda identity: float(len(identity.arch) + identity.arch.count("3")))
    kept = SUITE.frames(request, rows)
    (tmp_path / "tables" / "tiny.parquet").unlink()
    with pytest.raises(MissingError, match="tiny"):
        SUITE.frames(request, rows)
    found = SUITE.frames(request, rows, json.loads(json.dumps(kept.aggregates)))
    assert found.frames["leaderboard"].equals(kept.frames["leaderboard"])
    assert "truth" not in found.frames["scores"]
    assert len(found.frames["scores"]) == len(kept.frames["scores"])
    assert len(found.omitted) == 1
    assert found.omitted[0].startswith("scores against accuracy: table tiny needs ")


def test_a_run_that_just_began_says_so(smoke, frame_of):
    request = smoke(limit=2, seeds=2)
    jobs = list(planned_jobs(request))
    with pytest.raises(UsageError, match="resume the run first"):
        SUITE.frames(request, frame_of(request, jobs=jobs[:1]))
    part = SUITE.frames(request, frame_of(request, jobs=jobs[:2])).frames["leaderboard"]
    assert part["n"].tolist() == [1] * 5
    assert part["tau"].isna().all()
