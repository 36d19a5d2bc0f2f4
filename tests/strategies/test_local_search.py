"""Local search along a line of whole numbers from 0 to 99: the neighbours of n are n - 1 and n + 1."""

from lcmnas_core.strategies.local_search import LocalSearch
from tests.strategies.replaying import answered, architectures, by_accuracy, rounds_of


def beside(number):
    return [each for each in (number - 1, number + 1) if 0 <= each < 100]


def search(evaluations, starts=None, seed=0):
    places = iter(starts or ())
    draw = (lambda rng: next(places)) if starts else (lambda rng: int(rng.integers(100)))
    return LocalSearch(draw, beside, evaluations, by_accuracy, seed)


def test_it_climbs_to_the_summit_and_asks_only_what_is_new():
    # From 5 up to the summit 7: {4, 6}, then {7}, then {8}; 7 is the best, so the next start follows.
    rounds = rounds_of(search(6, [5, 50]), lambda number: -abs(number - 7))
    assert [sorted(each.architecture for each in part) for part in rounds] == [[5], [4, 6], [7], [8], [50]]
    assert [each.number for part in rounds for each in part] == list(range(6))


def test_a_start_that_was_met_is_drawn_again():
    rounds = rounds_of(search(6, [5, 4, 8, 7, 30]), lambda number: -abs(number - 7))
    assert architectures(rounds)[-1] == 30


def test_a_plateau_is_a_summit():
    assert architectures(rounds_of(search(4, [5, 50]), lambda number: 1.0))[-1] == 50


def test_a_failed_start_is_left_and_a_failed_neighbour_never_taken():
    rounds = rounds_of(search(2, [5, 50]), lambda number: None)
    assert architectures(rounds) == [5, 50]
    # 6 failed, 4 is worse than 5: a summit.
    told = {5: 1.0, 4: 0.5, 6: None, 50: 0.0}
    assert architectures(rounds_of(search(4, [5, 50]), told.__getitem__))[-1] == 50


def test_a_neighbourhood_is_cut_where_the_evaluations_end():
    assert [len(part) for part in rounds_of(search(2, [5]), float)] == [1, 1]


def test_a_known_summit_is_climbed_without_asking():
    # 10 climbs to 12, which asks for 9, 11, 12 and 13. From 15 (and 14, 16) the way over 14 and 13 to 12 is
    # known; 12 was a centre already, so that the search begins anew.
    rounds = rounds_of(search(9, [10, 15, 70]), lambda number: -abs(number - 12))
    asked = [sorted(each.architecture for each in part) for part in rounds]
    assert asked == [[10], [9, 11], [12], [13], [15], [14, 16], [70]]


def test_it_ends_when_everything_is_known():
    asked = architectures(rounds_of(search(1_000), lambda number: number % 10))
    assert sorted(asked) == list(range(100))


def test_a_fitness_that_goes_in_circles_ends_nevertheless():
    # The first of a pool is always the worst: every neighbour looks better than every centre.
    contrary = LocalSearch(
        lambda rng: 0, lambda number: [1 - number], 10, lambda pool: [float(n) for n in range(len(pool))], 0
    )
    assert architectures(rounds_of(contrary, float)) == [0, 1]


def test_neighbours_come_in_an_order_of_the_seed():
    def order(seed):
        climbing = LocalSearch(lambda rng: 0, lambda number: range(1, 30), 30, by_accuracy, seed)
        climbing.tell(answered(climbing.ask(), float))
        return [each.architecture for each in climbing.ask()]

    assert order(1) == order(1) != order(2)
    assert sorted(order(1)) == list(range(1, 30))
