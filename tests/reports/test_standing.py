from __future__ import annotations

import pandas as pd

from reports.standing import baseline, standings


def test_strongest_first_with_the_sign_turned_where_lower_is_better(make_frames):
    frames = make_frames(proxies=("params", "nwot", "plain", "macs"))
    ranked = frames["leaderboard"]
    ranked.loc[ranked["proxy"] == "plain", ["tau", "higher_is_better"]] = [-0.6, False]
    # strengths: nwot .7, plain .6 (from -.6), params .5, macs .45
    assert [each.proxy for each in standings(ranked, "all")] == ["nwot", "plain", "params", "macs"]
    assert standings(ranked, "all")[1].tau == -0.6


def test_undefined_taus_come_last_and_equal_ones_by_name(make_frames):
    ranked = make_frames(proxies=("zen", "jacov", "fisher"))["leaderboard"]
    ranked["tau"] = [0.3, 0.3, None]
    assert [each.proxy for each in standings(ranked, "all")] == ["jacov", "zen", "fisher"]


def test_populations_are_not_mixed(make_frames):
    ranked = make_frames(populations=("live", "dead"))["leaderboard"]
    ranked.loc[ranked["population"] == "dead", "tau"] = 0.0
    assert all(each.tau != 0 for each in standings(ranked, "live"))
    assert all(each.tau == 0 for each in standings(ranked, "dead"))


def test_counts_survive_a_column_that_pandas_made_float(make_frames):
    ranked = make_frames()["leaderboard"]
    ranked["n_common"] = pd.Series([40.0, None, 40.0, 40.0])
    found = {each.proxy: each.n_common for each in standings(ranked, "all")}
    assert found == {"params": 40, "nwot": None, "plain": 40, "macs": 40}
    assert type(found["params"]) is int


def test_a_baseline_without_a_tau_is_no_baseline(make_standing):
    assert baseline([make_standing("params", tau=None)], "params") is None
    assert baseline([make_standing("params")], "params").tau == 0.5
