import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.metrics import InvalidScoresError
from lcmnas_core.metrics.search_curves import ROUNDING, area_under_regret, band, cost_to_reach, value_at

COSTS, REGRETS = [2.0, 5.0, 5.0, 8.0], [0.4, 0.1, 0.2, 0.0]


def test_the_incumbent_holds_until_the_next_one_is_paid() -> None:
    # Before 2 the regret is 0.9; at 5 two changes fall together and the later one counts.
    found = value_at(COSTS, REGRETS, [0, 1.9, 2, 4.9, 5, 7.9, 8, 100], before=0.9)
    assert found.tolist() == [0.9, 0.9, 0.4, 0.4, 0.2, 0.2, 0.0, 0.0]


def test_without_any_incumbent_what_was_before_stays() -> None:
    assert value_at([], [], [1.0, 2.0], before=0.3).tolist() == [0.3, 0.3]
    assert area_under_regret([], [], (1, 10), before=0.3) == pytest.approx(0.3)
    assert cost_to_reach([], [], 0.5) is None


def test_area_by_hand() -> None:
    # From 1 to 8, in doublings: one of 0.9 (1 to 2), then two of 0.3 (2 to 8): (0.9 + 2 * 0.3) / 3 = 0.5.
    assert area_under_regret([2.0], [0.3], (1, 8), before=0.9) == pytest.approx(0.5)
    # What happens outside the span does not count, but the incumbent at its beginning does.
    assert area_under_regret([0.5, 16.0], [0.3, 0.0], (1, 8), before=0.9) == pytest.approx(0.3)
    assert area_under_regret([1.0, 8.0], [0.3, 0.0], (1, 8), before=0.9) == pytest.approx(0.3)


@given(
    steps=st.lists(st.tuples(st.floats(0.5, 40), st.floats(0, 1)), max_size=8),
    before=st.floats(0, 1),
)
def test_area_agrees_with_a_fine_sum(steps: list[tuple[float, float]], before: float) -> None:
    costs, regrets = sorted(cost for cost, _ in steps), [regret for _, regret in steps]
    fine = np.geomspace(1, 30, 20_001)
    middles = np.sqrt(fine[1:] * fine[:-1])
    slow = value_at(costs, regrets, middles, before).mean()
    assert area_under_regret(costs, regrets, (1, 30), before) == pytest.approx(slow, abs=1e-3)


def test_cost_to_reach_is_that_of_the_first_time() -> None:
    assert cost_to_reach(COSTS, REGRETS, 0.25) == 5.0
    # 0.1 at 5 gave way to 0.2 at the same cost: it never held.
    assert cost_to_reach(COSTS, REGRETS, 0.15) == 8.0
    assert cost_to_reach(COSTS, REGRETS, 0.05) == 8.0
    assert cost_to_reach(COSTS[:3], REGRETS[:3], 0.05) is None
    # 0.94 - 0.93 exceeds 0.01 by rounding alone.
    assert cost_to_reach([1.0], [0.94 - 0.93], 0.01) == 1.0


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0, 2.0]), st.floats(0, 1)), max_size=8), st.floats(0, 1))
def test_what_is_reached_is_what_some_cost_shows(steps: list[tuple[float, float]], within: float) -> None:
    costs, regrets = sorted(cost for cost, _ in steps), [regret for _, regret in steps]
    grid = sorted(set(costs))
    shown = zip(grid, value_at(costs, regrets, grid, 2.0), strict=True)
    near = [cost for cost, regret in shown if regret <= within + ROUNDING]
    assert cost_to_reach(costs, regrets, within) == (near[0] if near else None)


def test_band_by_hand() -> None:
    # Columns 0, 1, 2, 3, 4 and 1, 1, 1, 1, 6: linear quartiles 1 and 3, and 1 and 1; too few for an interval.
    found = band([[0, 1], [1, 1], [2, 1], [3, 1], [4, 6]])
    assert found.median.tolist() == [2, 1]
    assert found.q25.tolist() == [1, 1] and found.q75.tolist() == [3, 1]
    assert found.mean.tolist() == [2, 2]
    assert found.low is None and found.high is None and found.n == 5


def test_the_interval_of_the_mean_is_that_of_the_normal_law(rng: np.random.Generator) -> None:
    # n = 400, deviation 1: the mean is known to 1.96 / 20 = 0.098 either way.
    found = band(rng.normal(size=(400, 1)))
    assert found.low is not None and found.high is not None
    assert found.high[0] - found.low[0] == pytest.approx(2 * 0.098, rel=0.15)
    assert found.low[0] < found.mean[0] < found.high[0]
    assert band(np.full((30, 1), 0.5)).high == pytest.approx([0.5])


def test_bad_input_is_named() -> None:
    with pytest.raises(InvalidScoresError, match="costs fall"):
        value_at([2, 1], [0, 0], [1], 0.0)
    with pytest.raises(InvalidScoresError, match="costs has 1 values, values has 2"):
        value_at([2], [0, 0], [1], 0.0)
    with pytest.raises(InvalidScoresError, match="two costs above 0"):
        area_under_regret([], [], (0, 8), 1.0)
    with pytest.raises(InvalidScoresError, match="a row for each seed"):
        band([1.0, 2.0])
    with pytest.raises(InvalidScoresError, match="a row for each seed"):
        band([[np.nan]])
