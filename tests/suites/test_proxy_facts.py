from lcmnas_core.cli.score import _named
from lcmnas_core.proxies import PROXIES
from suites.proxy_facts import proxy_facts


def test_all_means_the_same_to_a_suite_and_to_one_score_but_for_plug_ins():
    meant = [each.name for each in proxy_facts(("all",))]
    assert meant == [name for name in _named("all") if PROXIES.origin(name) == "lcmnas"]
    assert "zen" in meant and "zen_paper" not in meant


def test_a_proxy_asked_for_twice_is_asked_once_and_by_name_any_is():
    assert [each.name for each in proxy_facts(("zen_paper", "zen", "zen_paper"))] == ["zen_paper", "zen"]
