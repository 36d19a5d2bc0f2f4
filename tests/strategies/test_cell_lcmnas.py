"""Words of digits: every position is drawn from the population by rank."""

from collections import Counter

import pytest

from lcmnas_core.errors import UsageError
from lcmnas_core.strategies.cell_lcmnas import CellLcmnas, Positions
from tests.strategies.replaying import answered, architectures, by_accuracy, rounds_of


def search(choices=(10,) * 6, population=20, evaluations=100, seed=0):
    return CellLcmnas(Positions(choices, lambda tokens: tokens), population, evaluations, by_accuracy, seed)


def test_a_full_population_first_then_those_that_are_no_elites():
    # 15 of 100 survive: 3 of 20, so 17 are new.
    rounds = rounds_of(search(), sum)
    assert [len(each) for each in rounds] == [20, 17, 17, 17, 17, 12]
    assert [each.number for part in rounds for each in part] == list(range(100))


def test_an_offspring_takes_every_position_from_the_population():
    first, second, *_ = rounds_of(search(), sum)
    seen = [{each.architecture[place] for each in first} for place in range(6)]
    assert all(each.architecture[place] in seen[place] for each in second for place in range(6))


def test_parents_are_drawn_by_rank():
    # So many tokens that no two members share one: each tells which of three parents it is of. Their ranks
    # are 1, 2 and 3, so the odds are 1/6, 2/6 and 3/6; 60 seeds of 2 offspring of 20 positions are 2,400
    # draws, of which five standard deviations are 122 at most.
    counts = Counter()
    for seed in range(60):
        drawing = search(choices=(10**9,) * 20, population=3, evaluations=5, seed=seed)
        asked = drawing.ask()
        first = [each.architecture for each in asked]
        drawing.tell(answered(asked, first.index))
        for child in drawing.ask():
            parents = zip(*first, strict=True)
            counts.update(
                place.index(token) for token, place in zip(child.architecture, parents, strict=True)
            )
    assert all(abs(counts[rank] - 400 * (rank + 1)) < 122 for rank in range(3))


def test_the_failed_are_no_parents():
    drawing = search(choices=(10,) * 6, population=4, evaluations=8)
    first = drawing.ask()
    alive = {first[1].architecture, first[3].architecture}
    drawing.tell(answered(first, lambda tokens: 1.0 if tokens in alive else None))
    for each in drawing.ask():
        assert all(token in {one[place] for one in alive} for place, token in enumerate(each.architecture))


def test_where_all_fail_it_is_uniform_again():
    asked = architectures(rounds_of(search(), lambda tokens: None))
    assert len(set(asked)) == 100
    assert {token for tokens in asked[20:] for token in tokens} == set(range(10))


def test_nothing_is_asked_twice_and_it_ends_with_the_space():
    asked = architectures(rounds_of(search(choices=(2, 2, 2), population=4), sum))
    assert len(asked) == len(set(asked)) == 8


def test_it_finds_better_than_chance():
    def best(seed):
        return max(map(sum, architectures(rounds_of(search(seed=seed, evaluations=200), sum))))

    # The best of 200 uniform sums of six digits is about 45; 54 is the highest there is.
    assert sum(best(seed) for seed in range(5)) / 5 > 47


def test_elites_stay_until_they_are_beaten():
    drawing = search(choices=(10**9,) * 20, population=4, evaluations=40)
    first = drawing.ask()
    king = first[2].architecture
    drawing.tell(answered(first, lambda tokens: 100.0 if tokens == king else 0.0))
    second = drawing.ask()
    heir = second[0].architecture
    drawing.tell(answered(second, lambda tokens: 1.0 if tokens == heir else None))
    # One elite, the king, and the one newcomer that did not fail.
    assert drawing.elites == 1
    third = [each.architecture for each in drawing.ask()]
    assert all(set(place[2:]) <= set(place[:2]) for place in zip(king, heir, *third, strict=True))
    assert any(
        token == own != other
        for tokens in third
        for token, own, other in zip(tokens, king, heir, strict=True)
    )


def test_a_population_of_one_is_refused():
    with pytest.raises(UsageError, match="population"):
        search(population=1)
