from __future__ import annotations

from typing import Any

import pandas as pd

from reports.cheap_setting import Agreement, CheapSetting, cheap_settings, cheapest, placed


def a_setting(name: str, **changes: Any) -> CheapSetting:
    usual: dict[str, Any] = {
        **{"setting": name, "kind": "reduction", "is_whole": False, "higher_is_better": True},
        **{"n": 40, "begun": 40},
        **dict.fromkeys(("minus_whole", "minus_low", "minus_high", "verdict")),
        **{"tau": 0.5, "low": 0.4, "high": 0.6, "rho": 0.7, "rho_low": 0.6, "rho_high": 0.8},
        **{
            "cost_macs": 1e9,
            "cost_s": 2.0,
            "cost_ratio": 0.25,
            "seconds_of": "CPU",
            "truth": "long training",
            "note": "",
        },
    }
    return CheapSetting(**{**usual, **changes})


def test_where_lower_is_better_the_interval_is_mirrored():
    known = a_setting("losses", higher_is_better=False, tau=-0.5, low=-0.6, high=-0.3).agreement()
    assert known == Agreement(0.5, 0.3, 0.6)


def test_no_absolute_value_is_taken():
    # lower is declared better, and yet higher goes with better: the agreement is as bad as it looks
    assert a_setting("losses", higher_is_better=False, tau=0.5).agreement() == Agreement(-0.5, -0.6, -0.4)


def test_without_a_value_there_is_no_agreement_and_no_place():
    lost = a_setting("flat", tau=None, low=None, high=None)
    assert lost.agreement() is None
    assert placed([lost], "cost_s") == []
    assert placed([lost], "cost_s", "rho") == [lost]


def test_a_cost_of_nothing_has_no_place_on_a_logarithmic_axis():
    assert placed([a_setting("free", cost_s=0.0), a_setting("unknown", cost_s=None)], "cost_s") == []


def test_the_front_holds_what_nothing_is_both_cheaper_and_stronger_than():
    found = [
        a_setting("dear", tau=0.8, cost_s=8.0),
        a_setting("dominated", tau=0.4, cost_s=4.0),
        a_setting("turned", tau=-0.6, cost_s=2.0, higher_is_better=False),
        a_setting("same cost, weaker", tau=0.3, cost_s=2.0),
        a_setting("cheap", tau=0.1, cost_s=1.0),
    ]
    assert [each.setting for each in cheapest(found, "cost_s")] == ["cheap", "turned", "dear"]


def test_what_costs_nothing_keeps_weaker_settings_out_of_a_front():
    found = [
        a_setting("params", tau=0.7, cost_macs=0.0),
        a_setting("synflow", tau=0.5, cost_macs=1e6),
        a_setting("trained", tau=0.8, cost_macs=1e9),
    ]
    assert [each.setting for each in cheapest(found, "cost_macs")] == ["trained"]


def test_what_is_known_of_fewer_has_no_place_in_a_front():
    found = [a_setting("lucky", tau=0.9, n=39), a_setting("whole", tau=0.8)]
    assert [each.setting for each in cheapest(found, "cost_s")] == ["whole"]


def test_fronts_differ_between_costs():
    found = [a_setting("a", tau=0.6, cost_macs=2.0, cost_s=1.0), a_setting("b", cost_macs=1.0, cost_s=2.0)]
    assert [each.setting for each in cheapest(found, "cost_s")] == ["a"]
    assert [each.setting for each in cheapest(found, "cost_macs")] == ["b", "a"]


def test_strongest_come_first_and_undefined_last():
    rows = [
        a_setting("undefined", tau=None),
        a_setting("weak", tau=0.1),
        a_setting("b", tau=-0.7, higher_is_better=False),
        a_setting("a", tau=0.7),
    ]
    found = cheap_settings(pd.DataFrame([vars(each) for each in rows]))
    assert [each.setting for each in found] == ["a", "b", "weak", "undefined"]


def test_below_needs_both_intervals():
    assert Agreement(0.1, 0.0, 0.2).below(Agreement(0.5, 0.3, 0.7))
    assert not Agreement(0.1, 0.0, 0.3).below(Agreement(0.5, 0.3, 0.7))
    assert not Agreement(0.1, None, None).below(Agreement(0.5, 0.3, 0.7))
    assert not Agreement(0.1, 0.0, 0.2).below(Agreement(0.5, None, None))
