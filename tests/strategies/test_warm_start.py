"""Evolution that begins with the favourites of a signal: here the signal is the number itself."""

from lcmnas_core.strategies.regularized_evolution import Ageing, RegularizedEvolution
from lcmnas_core.strategies.screening import Screening
from lcmnas_core.strategies.warm_start import WarmStart
from tests.strategies.replaying import by_accuracy, rounds_of


def warm(pool, population=4, seed=0):
    ageing = Ageing(population, population, children=2, evaluations=10)

    def inside(draw):
        return RegularizedEvolution(draw, lambda parent, rng: parent + 10**7, ageing, by_accuracy, seed)

    return WarmStart(lambda rng: int(rng.integers(10**6)), Screening("synflow", pool), inside, seed)


def test_the_first_population_are_the_best_of_the_pool():
    signals, first, *_ = rounds_of(warm(30), float)
    assert len(signals) == 30
    best = sorted((each.architecture for each in signals), reverse=True)
    assert [each.architecture for each in first] == best[:4]


def test_numbers_run_on_and_the_evolution_learns():
    rounds = rounds_of(warm(30), float)
    assert [each.number for part in rounds for each in part] == list(range(40))
    assert max(each.architecture for each in rounds[-1]) > 2 * 10**7


def test_a_pool_that_is_too_small_is_filled_up_at_random():
    signals, first, *_ = rounds_of(warm(2), float)
    known = [each.architecture for each in signals]
    assert [each.architecture for each in first[:2]] == sorted(known, reverse=True)
    assert not set(known) & {each.architecture for each in first[2:]}


def test_without_any_signal_it_begins_at_random():
    search = warm(5)
    signals = search.ask()
    search.tell([])
    assert not {each.architecture for each in signals} & {each.architecture for each in search.ask()}
