"""Which methods keep a colour of their own, and under which names they stand."""

import pytest

from reports.methods import OTHER, in_order, kind, label


@pytest.mark.parametrize(
    ("method", "drawn_as"),
    [
        ("lcmnas", "lcmnas"),
        ("lcmnas@branched", OTHER),
        ("regularized_evolution@nasbench201", "regularized_evolution"),
        ("greedy_macro_micro@macro_micro", "greedy_macro_micro"),
        ("somebody_else", OTHER),
    ],
)
def test_a_method_is_drawn_alike_wherever_it_searches_but_for_the_reference(method, drawn_as):
    assert kind(method) == drawn_as


def test_names_are_those_of_the_papers():
    assert label("greedy_macro_micro@macro_micro") == "Global NAS@macro_micro"
    assert label("regularized_evolution") == "regularized evolution"
    found = in_order(["greedy_macro_micro@macro_micro", "regularized_evolution@nasbench201", "lcmnas"])
    assert found == ["lcmnas", "regularized_evolution@nasbench201", "greedy_macro_micro@macro_micro"]
