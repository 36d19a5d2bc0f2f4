from hypothesis import given
from hypothesis import strategies as st

from reports.pareto import front

POINTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12)


def cost(point):
    return point[0]


def value(point):
    return point[1]


def dominates(one, other):
    return one != other and cost(one) <= cost(other) and value(one) >= value(other)


@given(POINTS)
def test_the_front_is_all_that_nothing_dominates_once(points):
    undominated = {each for each in points if not any(dominates(other, each) for other in points)}
    assert front(points, cost, value) == sorted(undominated)


def test_of_equals_the_first_is_kept():
    found = front([("b", 1, 2), ("a", 1, 2), ("c", 2, 2)], lambda each: each[1], lambda each: each[2])
    assert found == [("b", 1, 2)]
