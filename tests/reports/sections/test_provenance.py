from __future__ import annotations

from reports.pages.proxy_ranking import headline
from reports.sections.provenance import environment_facts, provenance_facts


def test_nested_environment_is_flattened_and_nothing_is_a_dash(make_run):
    assert environment_facts(make_run()) == [
        ("python", "3.11.9"),
        ("cpu.model", "plain"),
        ("cpu.cores", "2"),
        ("gpu", "–"),
    ]


def test_what_places_share_is_said_once_and_where_they_differ_what_each_has(make_run):
    here = {"cpu": "plain", "commit": None}
    there = {"cpu": "plain", "commit": {"sha": "ab12"}, "python": "3.12"}
    assert environment_facts(make_run(environments=[here, there, here | {"python": "3.11"}])) == [
        ("cpu", "plain"),
        ("commit", "–"),
        ("commit.sha", "ab12"),
        ("python", "3.12 | 3.11"),
    ]


def test_the_headline_says_whose_truth_it_is_and_counts_failures(make_run):
    facts = dict(headline(make_run(table_is_ours=False)))
    assert facts["Truth"] == "test_accuracy of planted (trained by others)"
    assert facts["Rows"] == "319 ok, 1 nonfinite"


def test_a_table_that_is_not_at_hand_is_said_so(make_run):
    assert ("Table SHA-256", "not at hand") in provenance_facts(make_run(table_sha256=None))


def test_a_page_of_several_tables_has_no_one_target_and_no_one_hash(make_run):
    facts = provenance_facts(make_run(table="cells, chains", target=None))
    assert ("Table", "cells, chains") in facts
    assert not {"Table SHA-256", "Target"} & {name for name, _ in facts}


def test_without_a_table_nothing_is_said_of_one_and_settings_are_flattened(make_run):
    facts = provenance_facts(make_run(table=None, settings={"search": {"population": 16}, "space": "x"}))
    names = [name for name, _ in facts]
    assert not {"Table", "Table SHA-256", "Target"} & set(names)
    assert ("search.population", "16") in facts
    assert names.index("search.population") < names.index("lcmnas")
