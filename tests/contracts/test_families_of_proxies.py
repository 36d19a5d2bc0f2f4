from lcmnas_core.proxies import PROXIES
from reports.families import family_of


def test_every_proxy_of_this_package_has_a_family():
    assert {name for name in PROXIES if family_of(name) == "other"} == set()
