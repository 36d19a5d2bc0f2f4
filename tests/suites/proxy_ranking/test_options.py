import pytest

from lcmnas_core.errors import LcmnasError, UnknownName, UsageError
from suites.proxy_ranking.options import read_options


@pytest.mark.parametrize("limit", [-3, 0])
def test_a_limit_below_one_is_one_clear_line(limit):
    with pytest.raises(UsageError) as caught:
        read_options("smoke", {"limit": limit})
    assert str(caught.value) == f"limit is {limit}: input should be greater than or equal to 1"


@pytest.mark.parametrize("bad", [{"seeds": 0}, {"batch": 1}, {"seeds": "many"}, {"proxies": " , "}])
def test_every_refused_value_is_named_in_one_line(bad):
    with pytest.raises(UsageError, match=f"^{next(iter(bad))} is ") as caught:
        read_options("smoke", bad)
    assert "\n" not in str(caught.value)


def test_an_unknown_option_proposes_the_nearest():
    with pytest.raises(UnknownName, match="did you mean 'proxies'"):
        read_options("smoke", {"proxy": "params"})


def test_without_table_or_preset_it_says_what_to_give():
    with pytest.raises(LcmnasError, match="--table NAME or --preset quick"):
        read_options(None, {"limit": 5})


def test_overrides_lie_over_the_preset_and_none_means_not_given():
    found = read_options("smoke", {"limit": None, "seeds": 5, "proxies": "params, planted_10"})
    assert (found.limit, found.seeds, found.proxies) == (200, 5, ("params", "planted_10"))
