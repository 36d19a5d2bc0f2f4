"""Ageing evolution over whole numbers, where the fittest is the largest."""

import pytest

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Answer
from lcmnas_core.strategies.regularized_evolution import Ageing, RegularizedEvolution


def numbers(ageing, seed=0):
    return RegularizedEvolution(
        lambda rng: int(rng.integers(100)),
        lambda parent, rng: parent + 1,
        ageing,
        lambda pool: [each.get("value") for each in pool],
        seed,
    )


def answers(questions):
    return [Answer(each, {"value": float(each.architecture)}) for each in questions]


def run(ageing, seed=0):
    search, told = numbers(ageing, seed), []
    while questions := search.ask():
        told.append([each.architecture for each in questions])
        search.tell(answers(questions))
    return told


def test_it_begins_at_random_and_goes_on_with_children():
    rounds = run(Ageing(population=6, tournament=6, children=2, evaluations=13))
    assert [len(each) for each in rounds] == [6, 2, 2, 2, 1]


def test_with_a_tournament_of_all_every_child_is_of_the_fittest_alive():
    # The best b has a child b + 1, which has b + 2: each round the best alive grows by one.
    rounds = run(Ageing(population=6, tournament=6, children=1, evaluations=12))
    best = max(rounds[0])
    assert [each[0] for each in rounds[1:]] == [best + n for n in range(1, 7)]


def test_the_oldest_leave_however_fit():
    search = numbers(Ageing(population=3, tournament=3, children=3, evaluations=9))
    search.tell([Answer(each, {"value": 1000.0}) for each in search.ask()])
    second = search.ask()
    search.tell([Answer(each, {"value": 1.0}) for each in second])
    # Only the second round is alive, so its children are parents plus one.
    alive = {each.architecture + 1 for each in second}
    assert {each.architecture for each in search.ask()} <= alive


def test_failed_members_are_never_parents_and_all_failing_begins_anew():
    search = numbers(Ageing(population=4, tournament=4, children=1, evaluations=8))
    first = search.ask()
    values = [{}, {}, {"value": -5.0}, {}]
    search.tell([Answer(each, value) for each, value in zip(first, values, strict=True)])
    assert search.ask()[0].architecture == first[2].architecture + 1
    lost = numbers(Ageing(population=4, tournament=2, children=1, evaluations=8))
    lost.tell([Answer(each) for each in lost.ask()])
    assert 0 <= lost.ask()[0].architecture < 100


def test_equal_seeds_ask_the_same():
    ageing = Ageing(population=5, tournament=2, children=2, evaluations=25)
    assert run(ageing, 3) == run(ageing, 3) != run(ageing, 4)


@pytest.mark.parametrize(("tournament", "children"), [(0, 1), (7, 1), (2, 0)])
def test_a_tournament_outside_the_population_is_refused(tournament, children):
    with pytest.raises(UsageError, match="tournament"):
        Ageing(6, tournament, children, 10)
