from __future__ import annotations

from reports.ahead import Estimate, lead


def test_only_intervals_that_lie_apart_decide():
    low = Estimate("low", 1.0, 0.8, 1.2)
    touching = Estimate("touching", 1.3, 1.2, 1.4)
    apart = Estimate("apart", 2.0, 1.3, 2.7)
    here = lead([apart, touching, low])
    assert (here.first, here.undecided, here.behind) == (low, (touching,), (apart,))
    assert low.below(apart) and not apart.below(low)


def test_without_an_interval_nothing_is_decided():
    here = lead([Estimate("a", 1.0, None, None), Estimate("b", 9.0, 8.0, 10.0)])
    assert here.first.name == "a" and [each.name for each in here.undecided] == ["b"] and here.behind == ()
