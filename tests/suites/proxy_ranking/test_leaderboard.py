import math

import numpy as np
import pandas as pd
import pytest

from suites.proxy_ranking.leaderboard import NUMBERS, lines

N = 12
TRUTH = [0.5 + 0.01 * place for place in range(N)]
RISING = [float(place) for place in range(N)]
PAIRS = N * (N - 1) // 2  # 66
NAN = math.nan
SWAPPED = [1.0, 0.0, *RISING[2:]]  # one discordant pair: tau = (66 - 2) / 66


@pytest.fixture
def board(scored, smoke):
    """Lines by proxy from scores on `TRUTH`; directions and costs by proxy."""

    def make(truth=TRUTH, falling=(), costs=(), classes=None, **values):
        one = scored(truth, classes, **values)
        seeds = next(iter(one.values.values())).shape[0]
        request = smoke()
        proxies = tuple(
            request.proxies[0].model_copy(update={"name": name, "higher_is_better": name not in falling})
            for name in values
        )
        request = request.model_copy(update={"proxies": proxies, "seeds": seeds})
        rows = pd.DataFrame(
            [*costs, *((name, NAN) for name in values)], columns=["estimator", "standalone_cpu_s"]
        )
        return {line["proxy"]: line for line in lines(request, one, rows)}

    return make


def test_agreement_by_hand(board):
    found = board(params=SWAPPED, perfect=RISING, reverse=RISING[::-1])
    assert found["params"]["tau"] == found["params"]["tau_a"] == pytest.approx(1 - 2 / PAIRS)
    assert found["perfect"]["tau"] == found["perfect"]["spearman"] == 1.0
    assert found["reverse"]["tau"] == -1.0
    assert found["params"]["tie_share"] == 0.0
    # The best-scored is the truly best; the best tenth (2 of 12) as well.
    assert (found["params"]["regret"], found["params"]["precision_at_10"]) == (0.0, 1.0)
    # The best-scored of `reverse` is the truly worst, 0.11 below the best.
    assert found["reverse"]["regret"] == pytest.approx(0.11)
    assert found["reverse"]["precision_at_10"] == 0.0
    assert found["perfect"]["top_decile_tau"] is None  # 2 architectures are too few
    assert found["perfect"]["tau_low"] is None  # so are 12, for an interval


def test_what_size_explains_is_taken_out(board):
    # Three sizes of four networks: between sizes the score is right (48 pairs), within always wrong (18).
    sizes = [100.0] * 4 + [200.0] * 4 + [400.0] * 4
    upside_down = [*range(3, -1, -1), *range(7, 3, -1), *range(11, 7, -1)]
    found = board(params=sizes, score=[float(each) for each in upside_down])
    assert found["score"]["tau"] == pytest.approx((48 - 18) / 66)
    assert found["score"]["tau_same_size"] == -1.0
    # (30 - 48) / 66 over 1 - 48 / 66
    assert found["score"]["partial_tau"] == pytest.approx(-1.0)
    assert (found["params"]["tau_same_size"], found["params"]["partial_tau"]) == (None, None)
    # Bands are 5% wide: 100 and 102 parameters are of one size, 100 and 110 are not.
    near = [100.0, 102.0, *(100.0 * 1.1**place for place in range(1, 11))]
    assert board(params=near, score=SWAPPED)["score"]["tau_same_size"] == -1.0
    assert board(score=RISING)["score"]["tau_same_size"] is None
    # Where the count was lost, the pair of it is left out.
    lost = board(params=[NAN, *sizes[1:]], score=[float(each) for each in upside_down])["score"]
    assert (lost["n"], lost["tau_same_size"]) == (12, -1.0)


def test_ties_lower_tau_a_only(board):
    tied = [0.0, 0.0, *RISING[2:]]  # one tied pair of 66
    line = board(params=tied)["params"]
    assert line["tie_share"] == pytest.approx(1 / PAIRS)
    assert line["tau_a"] == pytest.approx(65 / 66)
    assert line["tau"] == pytest.approx(65 / math.sqrt(65 * 66))


def test_failures_are_counted_and_ranked_three_ways(board):
    failed = [NAN, *RISING[1:]]  # the worst architecture fails
    found = board(params=SWAPPED, some=failed)
    assert (found["some"]["n"], found["some"]["coverage"]) == (11, pytest.approx(11 / 12))
    assert found["some"]["tau"] == 1.0
    assert found["some"]["tau_worst"] == 1.0  # ranked last, where it belongs
    # Without the failed one, `params` has no discordant pair left.
    assert (found["params"]["tau_common"], found["params"]["n_common"]) == (1.0, 11)
    assert found["params"]["n"] == 12


def test_params_are_matched_where_the_proxy_has_a_score(board):
    # On the 11 architectures that `some` scored both orders are perfect: no difference, though 64/66 < 1.
    assert board(params=SWAPPED, some=[NAN, *RISING[1:]])["some"]["minus_params"] == 0.0


def test_lower_is_better_turns_selection_and_comparison_but_not_tau(board):
    falling = [-each for each in RISING]
    line = board(params=SWAPPED, cost=falling, falling={"cost"})["cost"]
    assert line["tau"] == -1.0
    assert line["regret"] == 0.0
    assert line["minus_params"] == pytest.approx(2 / PAIRS)
    assert "minus its tau" in line["note"]


def test_seeds_are_averaged_and_compared(board):
    line = board(params=[RISING, SWAPPED])["params"]
    assert line["seeds"] == 2
    assert line["tau"] == pytest.approx(1 - 1 / PAIRS)
    assert line["seed_tau"] == pytest.approx(1 - 2 / PAIRS)
    assert board(params=[RISING])["params"]["seed_tau"] is None


def test_below_ten_architectures_no_number_is_printed(board):
    line = board(params=[NAN, NAN, NAN, *RISING[3:]])["params"]
    assert line["n"] == 9
    assert all(line[name] is None for name in NUMBERS)
    assert "fewer than 10" in line["note"]


def test_a_constant_score_has_no_tau_and_never_zero(board):
    line = board(params=RISING, flat=[1.0] * N)["flat"]
    assert (line["tau"], line["tau_a"], line["spearman"], line["beats_params"]) == (None,) * 4
    assert line["tie_share"] == 1.0


def test_verdict_against_params_follows_the_paired_interval(board):
    rng = np.random.default_rng(5)
    truth = np.sort(rng.standard_normal(200))
    noisy = truth + 2 * rng.standard_normal(200)
    found = board(
        truth=truth, params=noisy, good=truth, same=noisy + 1e-6 * truth, bad=rng.standard_normal(200)
    )
    verdicts = {name: line["beats_params"] for name, line in found.items()}
    assert verdicts == {"params": "baseline", "good": "yes", "same": "undecided", "bad": "no"}
    for line in found.values():
        assert line["tau_low"] <= line["tau"] <= line["tau_high"]
        if line["proxy"] != "params":
            assert line["minus_params_low"] <= line["minus_params"] <= line["minus_params_high"]


def test_whole_classes_are_resampled(board):
    rng = np.random.default_rng(6)
    truth, noise = np.repeat(rng.standard_normal((2, 50)), 4, axis=1)  # every architecture four times
    alone = board(truth=truth, params=truth + noise)["params"]
    classed = board(truth=truth, params=truth + noise, classes=np.repeat(np.arange(50), 4))["params"]
    assert alone["tau"] == classed["tau"]
    # Four copies of 50 say no more than 50: twice the width of 200 independent ones.
    assert classed["tau_high"] - classed["tau_low"] > 1.5 * (alone["tau_high"] - alone["tau_low"])


def test_without_params_there_is_nothing_to_beat(board):
    line = board(other=RISING)["other"]
    assert line["beats_params"] is None
    assert line["minus_params"] is None


def test_costs_are_median_and_95th_percentile(board):
    line = board(params=RISING, costs=[("params", float(each)) for each in range(21)])["params"]
    assert (line["standalone_cpu_s"], line["standalone_cpu_s_p95"]) == (10.0, 19.0)
