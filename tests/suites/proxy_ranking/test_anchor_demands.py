import pytest

from suites.proxy_ranking.anchor_demands import demanded, explanation, is_met


@pytest.mark.parametrize(
    ("proxy", "column", "init", "least"),
    [
        ("params", "cifar10_nbsz_params", "default", 0.99),
        ("macs", "cifar10_flops_m", "default", 0.99),
        ("macs", "cifar10_nbsz_flops", "default", None),
        ("synflow", "cifar10_synflow", "kaiming_normal_fan_out", 0.99),
        ("synflow", "cifar10_synflow", "default", None),
        ("synflow", "cifar10_nbsz_synflow", "kaiming_normal_fan_out", None),
        ("logsynflow", "cifar10_logsynflow", "kaiming_normal_fan_out", 0.98),
        ("nwot", "cifar10_nbsz_nwot", "default", 0.9),
        ("nwot", "cifar10_naswot", "default", None),
        ("jacov", "cifar10_nbsz_jacov", "default", None),
    ],
)
def test_demands_are_those_that_were_agreed(proxy, column, init, least):
    assert demanded(proxy, column, init) == least


@pytest.mark.parametrize(
    ("proxy", "column", "init", "all_reached", "word"),
    [
        ("synflow", "cifar10_synflow", "default", True, "kaiming_normal_fan_out"),
        ("synflow", "cifar10_synflow", "kaiming_normal_fan_out", False, ""),
        ("synflow", "cifar10_nbsz_synflow", "kaiming_normal_fan_out", True, "drawn by default"),
        ("synflow", "cifar10_nbsz_synflow", "default", True, ""),
        ("logsynflow", "cifar10_logsynflow", "default", False, "kaiming_normal_fan_out"),
        ("logsynflow", "cifar10_logsynflow", "kaiming_normal_fan_out", False, "out of reach"),
        ("logsynflow", "cifar10_logsynflow", "kaiming_normal_fan_out", True, ""),
        ("macs", "cifar10_nbsz_flops", "default", True, "affine"),
        ("jacov", "cifar10_nbsz_jacov", "default", False, ""),
    ],
)
def test_only_shown_differences_of_protocol_explain(proxy, column, init, all_reached, word):
    found = explanation(proxy, column, init, all_reached=all_reached)
    assert word in found
    assert bool(word) == bool(found)


def test_a_demand_is_met_from_its_value_on():
    assert [is_met(rho, 0.9) for rho in (None, 0.899, 0.9, 1.0)] == [False, False, True, True]
