from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.figures.cost import cheapest
from reports.standing import COLUMNS, Standing

points = st.lists(
    st.tuples(st.sampled_from([0.01, 0.1, 1.0, 10.0]), st.floats(-1, 1, allow_nan=False)), max_size=8
)


def standing(name: str, seconds: float | None, tau: float | None) -> Standing:
    nothing = dict.fromkeys(COLUMNS)
    return Standing(
        **{**nothing, "proxy": name, "standalone_cpu_s": seconds, "tau": tau, "higher_is_better": True}  # type: ignore[arg-type]
    )


@given(points)
def test_the_front_is_what_nothing_dominates(points: list[tuple[float, float]]):
    lines = [standing(str(place), *point) for place, point in enumerate(points)]
    kept = {each.proxy for each in cheapest(lines)}
    # A slow look at every pair: dominated means another is no dearer, no weaker, and better in one.
    undominated = {
        (seconds, tau)
        for seconds, tau in points
        if not any((s <= seconds and t >= tau) and (s < seconds or t > tau) for s, t in points)
    }
    assert {points[int(name)] for name in kept} == undominated
    assert len(kept) == len(undominated)


def test_a_cost_of_zero_or_none_has_no_place_on_a_logarithmic_axis():
    assert cheapest([standing("a", 0.0, 0.5), standing("b", None, 0.6), standing("c", 1.0, None)]) == []
