import pytest

from lcmnas_core.errors import UsageError
from lcmnas_core.strategies.proxy_argmax import ProxyArgmax
from lcmnas_core.strategies.screening import Screening
from tests.strategies.replaying import answered, architectures, rounds_of


def argmax(screening, trained=1, seed=0):
    return ProxyArgmax(lambda rng: int(rng.integers(10**6)), screening, seed, trained)


@pytest.mark.parametrize(("higher_is_better", "choice"), [(True, max), (False, min)])
def test_the_favourite_of_the_signal_is_trained(higher_is_better, choice):
    signals, training = rounds_of(argmax(Screening("nwot", 20, higher_is_better)), float)
    assert {each.signal for each in signals} == {"nwot"}
    assert [each.architecture for each in training] == [choice(each.architecture for each in signals)]
    assert training[0].signal is None
    assert [each.number for each in (*signals, *training)] == list(range(21))


def test_the_best_few_in_order_and_each_once():
    search = ProxyArgmax(lambda rng: int(rng.integers(4)), Screening("nwot", 40), 0, trained=3)
    assert architectures(rounds_of(search, float)[1:]) == [3, 2, 1]


def test_failed_signals_are_no_numbers():
    search = argmax(Screening("nwot", 5))
    asked = search.ask()
    search.tell(answered(asked, lambda number: None if number != asked[2].architecture else -5.0))
    assert [each.architecture for each in search.ask()] == [asked[2].architecture]
    assert len(rounds_of(argmax(Screening("nwot", 5)), lambda number: None)) == 1


def test_an_empty_pool_is_refused():
    with pytest.raises(UsageError, match="pool"):
        Screening("nwot", 0)
