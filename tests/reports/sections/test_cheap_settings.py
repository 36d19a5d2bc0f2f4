from __future__ import annotations

from dataclasses import replace

from reports.sections.ceiling import Ceiling
from reports.sections.cheap_settings import CLOCKS, ENDS, RULE, cheap_settings_section
from tests.reports.test_cheap_setting import a_setting

WHOLE = a_setting(
    "c0r0s0e8",
    is_whole=True,
    tau=0.8,
    low=0.75,
    high=0.85,
    cost_ratio=1.0,
    cost_s=8.0,
    cost_macs=4e9,
    verdict="whole",
)
CEILING = Ceiling("two trainings agree no better", 0.82)


def named(section) -> list[str]:
    return [each.name for each in section.pictures]


def test_what_is_worse_than_the_whole_training_is_told_by_the_difference():
    near = a_setting(
        "c0r0s0e4",
        kind="short",
        tau=0.72,
        low=0.66,
        high=0.8,
        cost_ratio=0.5,
        cost_s=4.0,
        verdict="undecided",
    )
    far = a_setting("c2r0s0e8", cost_s=2.0, verdict="worse")
    section = cheap_settings_section([WHOLE, near, far], CEILING)
    assert section.finding == (
        "Of what is cheaper, c0r0s0e4 (50% of the cost) ranks best: τ = 0.720 (0.660 to 0.800), n = 40; the "
        "whole training under another seed reaches 0.800 (0.750 to 0.850). 1 cheaper setting ranks worse; "
        "undecided: c0r0s0e4 (50% of the cost). "
        "Front by seconds: c2r0s0e8 (2.00 s), c0r0s0e4 (4.00 s) and c0r0s0e8 (8.00 s). "
        "Front by multiply-adds: c0r0s0e4 (1.00 G) and c0r0s0e8 (4.00 G)."
    )
    assert RULE in section.caveat
    assert CLOCKS in section.caveat
    better = a_setting("nwot", kind="proxy", tau=0.9, verdict="better")
    finding = cheap_settings_section([better, WHOLE], CEILING).finding
    assert "No cheaper settings rank worse; better: nwot (25% of the cost)." in finding


def test_a_whole_training_held_to_itself_decides_nothing():
    alone = replace(WHOLE, verdict=None)
    section = cheap_settings_section([alone, a_setting("c0r0s0e4")], None)
    assert (
        "the same trainings at their end, held to themselves, reach 0.800 (0.750 to 0.850)."
        in section.finding
    )
    assert "worse" not in section.finding
    assert RULE not in section.caveat


def test_a_difference_from_the_whole_training_stands_beside_its_verdict():
    near = a_setting(
        "c0r0s0e4", minus_whole=-0.1, minus_low=-0.2, minus_high=-0.01, verdict="worse", cost_s=1.0
    )
    (table,) = cheap_settings_section([WHOLE, near], CEILING).tables
    shown = {column.key: column.show(table.rows[1]) for column in table.columns}
    assert (shown["minus_whole"].text, shown["minus_whole"].aside) == ("✕ −0.100", "−0.200 to −0.010")
    assert (shown["minus_whole"].tone, shown["minus_whole"].hint) == ("bad", "worse")
    (bare,) = cheap_settings_section([a_setting("c0r0s0e4")], CEILING).tables
    assert "minus_whole" not in {column.key for column in bare.columns}


def test_what_takes_no_multiply_adds_stands_beside_their_front():
    counted = a_setting("params", kind="proxy", tau=0.3, cost_s=0.01, cost_macs=0.0, cost_ratio=0.0)
    finding = cheap_settings_section([WHOLE, a_setting("c0r0s0e4", cost_s=4.0), counted], CEILING).finding
    assert (
        "Front by multiply-adds: c0r0s0e4 (1.00 G) and c0r0s0e8 (4.00 G), beside params for none." in finding
    )


def test_a_table_without_reductions_says_what_is_missing():
    looks = a_setting("after epoch 2 of 8", kind="epoch")
    section = cheap_settings_section([WHOLE, looks], CEILING)
    assert section.finding.endswith(
        "Missing: no training in this table was reduced in channels, resolution, samples or schedule, so "
        "what such reductions are worth is open."
    )
    assert ENDS in section.caveat


def test_without_a_whole_training_the_ceiling_is_what_is_told():
    section = cheap_settings_section([a_setting("c0r0s0e4", kind="short", cost_macs=None)], CEILING)
    assert section.finding == (
        "Of what is cheaper, c0r0s0e4 (25% of the cost) ranks best: τ = 0.500 (0.400 to 0.600), n = 40; the "
        "ceiling is 0.820."
    )
    assert RULE not in section.caveat


def test_each_known_cost_has_a_figure_and_rho_one_for_all():
    assert named(cheap_settings_section([WHOLE], None, "-x")) == [
        "settings-x-seconds",
        "settings-x-multiply-adds",
        "settings-x-rho",
    ]


def test_shares_stand_in_where_no_training_has_a_cost():
    bare = {"cost_s": None, "cost_macs": None}
    proxy = a_setting("params", kind="proxy", cost_macs=None, cost_ratio=None)
    section = cheap_settings_section([a_setting("after epoch 2 of 8", kind="epoch", **bare), proxy], None)
    assert named(section) == ["settings-epochs", "settings-rho"]


def test_the_table_holds_raw_taus_and_marks_where_lower_is_better():
    losses = a_setting("losses", kind="loss_sum", higher_is_better=False, tau=-0.5, low=-0.6, high=-0.4)
    section = cheap_settings_section([losses], None)
    (table,) = section.tables
    shown = {column.key: column.show(table.rows[0]) for column in table.columns}
    assert (shown["setting"].text, shown["tau"].text) == ("losses ↓", "−0.500")
    assert (shown["low"].text, shown["setting"].family) == ("−0.600 to −0.400", "loss-sum")
    # drawn turned: .4 to .6 with .5 in the middle of 4% to 96%
    assert shown["low"].strip.point == 50.0
    assert "↓ marks those where lower is better" in section.caveat


def test_what_failed_on_some_architectures_is_named():
    section = cheap_settings_section([WHOLE, a_setting("c2r2s0e8", n=37)], None)
    assert (
        "On fewer architectures than others, and so neither ranked first nor in a front: c2r2s0e8."
        in section.caveat
    )


def test_without_any_tau_nothing_is_claimed():
    lost = a_setting("params", kind="proxy", tau=None, low=None, high=None, rho=None)
    assert cheap_settings_section([lost], None).finding.startswith("No cheaper setting has a defined τ here.")
    assert cheap_settings_section([], None).tables == ()
