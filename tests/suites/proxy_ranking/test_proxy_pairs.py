import math

import pytest

from suites.proxy_ranking.proxy_pairs import pairs

RISING = [float(place) for place in range(12)]


def test_every_pair_once_on_common_architectures(scored):
    one = scored(RISING, a=RISING, b=RISING[::-1], c=[math.nan, *RISING[1:]])
    found = {(each["proxy"], each["other"]): (each["tau"], each["n"]) for each in pairs(one)}
    assert found == {("a", "b"): (-1.0, 12), ("a", "c"): (1.0, 11), ("b", "c"): (-1.0, 11)}


def test_too_few_common_architectures_and_constant_scores_have_no_tau(scored):
    few = [*[math.nan] * 3, *RISING[3:]]
    taus = [each["tau"] for each in pairs(scored(RISING, a=RISING, b=few, c=[1.0] * 12))]
    assert taus == [None, None, None]


def test_seeds_are_paired_and_averaged(scored):
    one = scored(RISING, a=[RISING, RISING], b=[RISING, [1.0, 0.0, *RISING[2:]]])
    assert next(pairs(one))["tau"] == pytest.approx(1 - 1 / 66)
