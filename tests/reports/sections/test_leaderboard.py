from __future__ import annotations

from reports.sections.ceiling import Ceiling
from reports.sections.leaderboard import leaderboard


def shown(section, proxy: str, key: str):
    table = section.tables[0]
    column = next(column for column in table.columns if column.key == key)
    return column.show(next(row for row in table.rows if row["proxy"] == proxy))


def test_the_finding_names_leader_interval_and_who_beats_counting(make_standing):
    section = leaderboard([make_standing(name) for name in ("nwot", "params", "macs", "plain")], None)
    assert section.finding == (
        "nwot leads with τ = 0.700 (95% interval 0.620 to 0.780, n = 40). "
        "1 proxy beats counting parameters (nwot); 1 undecided, 1 weaker."
    )


def test_when_counting_leads_it_says_so_and_names_the_ceiling(make_standing):
    section = leaderboard(
        [make_standing("params"), make_standing("plain")], Ceiling("two trainings of the same cells", 0.776)
    )
    assert section.finding == (
        "params leads: counting parameters is the strongest signal, τ = 0.500 (95% interval 0.400 to 0.600, "
        "n = 40). No proxies beat counting parameters; 0 undecided, 1 weaker. "
        "The ceiling is τ = 0.776: two trainings of the same cells."
    )


def test_without_any_tau_nothing_is_claimed(make_standing):
    nothing = {"tau": None, "tau_low": None, "tau_high": None, "beats_params": None}
    section = leaderboard([make_standing("params", **nothing), make_standing("nwot", **nothing)], None)
    assert section.finding == "No proxy has a defined τ here."
    assert shown(section, "nwot", "tau_low").text == "undefined"


def test_small_samples_get_no_interval_and_a_word_about_it(make_standing):
    section = leaderboard([make_standing("params", n=12, tau_low=None, tau_high=None)], None)
    assert section.finding == (
        "params leads: counting parameters is the strongest signal, τ = 0.500 (n = 12)."
    )
    assert section.caveat == "No interval is given below 30 architectures."


def test_missing_scores_and_reversed_proxies_are_told(make_standing):
    lines = [
        make_standing("params"),
        make_standing("nwot", coverage=0.975),
        make_standing("plain", coverage=0.99, higher_is_better=False),
    ]
    section = leaderboard(lines, None)
    assert "lowest coverage 97.5% (nwot)" in section.caveat
    assert "↓ marks" in section.caveat
    assert shown(section, "plain", "proxy").text == "plain ↓"


def test_strips_share_one_scale_that_spans_all_intervals(make_standing):
    section = leaderboard([make_standing(name) for name in ("nwot", "params", "plain")], None)
    # The scale runs from -.3 (plain's lower end, at 4%) to .78 (nwot's upper end, at 96%).
    nwot, plain = shown(section, "nwot", "tau_low").strip, shown(section, "plain", "tau_low").strip
    assert (plain.low, nwot.high) == (4.0, 96.0)
    # tau .5 lies at (.5 + .3) / 1.08 of the way: 4 + 92 * .7407 = 72.1
    assert nwot.reference == plain.reference == 72.1


def test_verdicts_are_words_beside_their_tone(make_standing):
    section = leaderboard([make_standing(name) for name in ("nwot", "params", "macs", "plain")], None)
    cells = [shown(section, name, "beats_params") for name in ("nwot", "params", "macs", "plain")]
    assert [(cell.text, cell.tone) for cell in cells] == [
        ("✓ yes", "good"),
        ("baseline", "quiet"),
        ("≈ undecided", "unsure"),
        ("✕ no", "bad"),
    ]


def test_fractions_of_the_records_are_percent_on_the_page(make_standing):
    section = leaderboard([make_standing("params", precision_at_10=0.375, regret=0.0125)], None)
    assert shown(section, "params", "precision_at_10").text == "38%"
    assert shown(section, "params", "regret").text == "1.25"
