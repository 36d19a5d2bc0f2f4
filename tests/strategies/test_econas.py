"""The hierarchy over whole numbers: architectures are numbers, and a child is its mother plus 1,000."""

from collections import Counter

import pytest

from lcmnas_core.errors import UsageError
from lcmnas_core.strategies.econas import EcoNas, Hierarchy
from tests.strategies.replaying import answered, architectures, by_accuracy, rounds_of

SMALL = Hierarchy(population=4, stage_epochs=5, continued=(2, 1), mothers=(2, 1, 1), age=3, cycles=6)


def econas(hierarchy, seed=0):
    return EcoNas(
        lambda rng: int(rng.integers(1_000)), lambda mother, rng: mother + 1_000, hierarchy, by_accuracy, seed
    )


def sizes(questions):
    """How many are asked up to which epoch."""
    return Counter(each.epochs for each in questions)


def test_groups_fill_as_published():
    # 16 begin. Cycle 1: 8 of group 1 go on, 6 children. Cycle 2: 8 and, of the 8 in group 2, 4; 6 + 5
    # children. From cycle 3 on every group gives: 8 + 4 go on, 6 + 5 + 5 children.
    rounds = rounds_of(econas(Hierarchy(cycles=5)), float)
    assert [sizes(each) for each in rounds] == [
        {20: 16},
        {20: 6, 40: 8},
        {20: 11, 40: 8, 60: 4},
        {20: 16, 40: 8, 60: 4},
        {20: 16, 40: 8, 60: 4},
        {20: 16, 40: 8, 60: 4},
    ]
    assert sum(map(len, rounds)) <= Hierarchy(cycles=5).evaluations == 16 + 5 * 28


def test_only_the_best_of_the_group_below_go_on_and_from_where_they_were():
    search = econas(SMALL)
    first = search.ask()
    search.tell(answered(first, float))
    best = sorted(first, key=lambda each: -each.architecture)[:2]
    on = [each for each in search.ask() if each.continues is not None]
    assert [(each.architecture, each.continues, each.epochs) for each in on] == [
        (each.architecture, each.number, 10) for each in best
    ]


def test_every_training_goes_through_its_stages_one_by_one():
    rounds = rounds_of(econas(SMALL), float)
    asked = {each.number: (each, place) for place, part in enumerate(rounds) for each in part}
    continued = [each for each, _ in asked.values() if each.continues is not None]
    assert {each.epochs for each in continued} == {10, 15}
    for each in continued:
        before, when = asked[each.continues]
        assert before.architecture == each.architecture
        assert before.epochs == each.epochs - 5
        assert when < asked[each.number][1]
    assert max(Counter(each.continues for each in continued).values()) == 1


def test_values_at_the_last_stage_count_not_the_best_of_all():
    search = econas(SMALL)
    first = search.ask()
    search.tell(answered(first, float))
    second = search.ask()
    search.tell(answered(second, lambda number: -1.0 * number))
    # In group 2 the order of the first stage is turned round.
    on = [each.architecture for each in second if each.continues is not None]
    assert [each.question.architecture for each in search.group(2)] == on[::-1]
    assert search.ask()[2].architecture == on[-1]


def test_the_old_leave_unless_trained_again():
    # No child and nobody going on after cycle 0: after `age` cycles they are gone, and it begins anew.
    search = econas(Hierarchy(population=3, continued=(0, 0), mothers=(1, 0, 0), age=3, cycles=9))
    first = search.ask()
    search.tell(answered(first, lambda number: 5_000.0))
    for _ in range(3):  # cycles 1 to 3: children fail, so the first alone are alive
        asked = search.ask()
        assert {each.architecture - 1_000 for each in asked} <= {each.architecture for each in first}
        search.tell(answered(asked, lambda number: None))
    anew = search.ask()
    assert len(anew) == 3
    assert max(each.architecture for each in anew) < 1_000


def test_who_fails_while_going_on_is_gone():
    search = econas(SMALL)
    search.tell(answered(search.ask(), float))
    second = search.ask()
    search.tell(answered(second, lambda number: None))
    assert search.group(2) == []
    gone = {each.architecture for each in second if each.continues is not None}
    assert len(search.group(1)) == 2
    assert not gone & {each.question.architecture for each in search.group(1)}


def test_the_best_wins_a_tournament_as_often_as_its_draws_say():
    # floor(size / 4) + 1 of 16 is 5 draws with replacement: the best of 16 wins with 1 - (15/16)^5 = 0.28.
    wins = 0
    for seed in range(150):
        search = econas(Hierarchy(continued=(0, 0), mothers=(1, 0, 0), cycles=1), seed)
        first = search.ask()
        search.tell(answered(first, float))
        best = max(each.architecture for each in first)
        wins += search.ask()[0].architecture == best + 1_000
    assert 0.18 < wins / 150 < 0.38


def test_the_ablation_has_one_pool_and_nothing_that_goes_on():
    one_stage = Hierarchy(stages=1, stage_epochs=60, continued=(), mothers=(16,), cycles=3)
    rounds = rounds_of(econas(one_stage), float)
    assert [sizes(each) for each in rounds] == [{60: 16}] * 4
    assert not any(each.continues for part in rounds for each in part)


def test_it_finds_larger_numbers_than_it_began_with():
    asked = architectures(rounds_of(econas(SMALL), float))
    assert max(asked) > 4_000


@pytest.mark.parametrize(
    "wrong", [{"population": 0}, {"continued": (8,)}, {"mothers": (16,)}, {"stages": 2}, {"cycles": -1}]
)
def test_a_hierarchy_that_does_not_add_up_is_refused(wrong):
    with pytest.raises(UsageError, match=r"got|stages"):
        Hierarchy(**wrong)
