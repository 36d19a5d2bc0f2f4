from __future__ import annotations

import numpy as np
import pytest

from lcmnas_core.errors import UnknownName
from lcmnas_core.metrics import InvalidScoresError, Policy, keep, kendall_tau

NAN = float("nan")
SCORES = {"snip": [3.0, NAN, 1.0, 2.0], "grasp": [NAN, -4.0, -2.0, -3.0], "params": [1, 2, 3, 4]}


def test_drop_leaves_each_proxy_its_own() -> None:
    kept = keep(SCORES, Policy.DROP)
    assert kept["snip"].scores.tolist() == [3, 1, 2] and kept["snip"].rows.tolist() == [0, 2, 3]
    assert kept["grasp"].rows.tolist() == [1, 2, 3]
    assert kept["params"].rows.tolist() == [0, 1, 2, 3]
    assert [kept[name].coverage for name in SCORES] == [0.75, 0.75, 1.0]


def test_common_keeps_what_all_scored() -> None:
    kept = keep(SCORES, "common")
    assert all(each.rows.tolist() == [2, 3] for each in kept.values())
    assert kept["params"].scores.tolist() == [3, 4]
    # Coverage is of the proxy, not of what is left.
    assert [kept[name].coverage for name in SCORES] == [0.75, 0.75, 1.0]


def test_worst_ranks_failures_last_in_the_proxys_direction() -> None:
    kept = keep(SCORES, "worst", higher_is_better={"grasp": False})
    assert kept["snip"].rows.tolist() == [0, 1, 2, 3]
    assert np.argsort(kept["snip"].scores).tolist() == [1, 2, 3, 0]
    # Lower is better: the failed first one is above all others.
    assert np.argsort(kept["grasp"].scores).tolist() == [1, 3, 2, 0]
    assert kept["params"].scores.tolist() == [1, 2, 3, 4]


def test_worst_by_hand() -> None:
    # Truth 1 2 3 4, score 1 - - 4, the two failures tied below 1: pairs 1-4, 2-4 and 3-4 up, 1-2 and 1-3
    # down, 2-3 tied: (3 - 2) / sqrt(5 * 6).
    kept = keep({"a": [1, NAN, NAN, 4]}, "worst")["a"]
    assert kendall_tau(kept.scores, [1, 2, 3, 4]) == pytest.approx(1 / np.sqrt(30))


def test_all_failed_is_undefined_under_every_policy() -> None:
    for policy in Policy:
        kept = keep({"a": [NAN, NAN], "b": [1, 2]}, policy)["a"]
        assert kendall_tau(kept.scores, np.array([1, 2])[kept.rows]) is None
        assert kept.coverage == 0


def test_policies_agree_when_nothing_failed(rng: np.random.Generator) -> None:
    scores = {"a": rng.normal(size=20), "b": rng.normal(size=20)}
    for policy in Policy:
        for name, kept in keep(scores, policy).items():
            assert np.array_equal(kept.scores, scores[name]) and kept.coverage == 1


def test_no_architecture_has_no_coverage() -> None:
    assert keep({"a": []}, "drop")["a"].coverage is None


def test_wrong_requests_are_refused() -> None:
    with pytest.raises(UnknownName, match=r"no failure policy named 'comon'; did you mean 'common'\?"):
        keep(SCORES, "comon")
    with pytest.raises(InvalidScoresError, match="snip holds 1 values that are not finite"):
        keep({"snip": [1.0, float("inf")]}, "drop")
