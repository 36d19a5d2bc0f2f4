"""What questions cost, by hand on four words."""

import numpy as np
import pytest

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Question
from suites.search_cost.ledger import Ledger
from tests.suites.search_cost.conftest import four_words


@pytest.fixture
def pay(four):
    """Price and answer of one question after the other."""
    ledger = Ledger(four)

    def ask(*question, **how):
        asked = Question(*question, **how)
        bill = ledger.bill(asked)
        return bill.price, ledger.enter(asked, bill)

    return ask


def test_a_whole_training(pay):
    price, answer = pay("c", 0)
    assert price == 30.0
    assert answer.values == {"validation_accuracy": 0.8}
    assert answer.spent.macs == 300


def test_a_part_costs_its_share_of_epochs_and_tells_the_accuracy_there(pay):
    price, answer = pay("c", 0, epochs=1)
    assert price == pytest.approx(10.0)
    assert answer.values == {"validation_accuracy": 0.3}


def test_a_continued_training_costs_the_further_epochs_only(pay):
    assert pay("c", 0, epochs=1)[0] == pytest.approx(10.0)
    price, answer = pay("c", 1, epochs=3, continues=0)
    assert price == pytest.approx(20.0)
    assert answer.values == {"validation_accuracy": 0.8}
    assert answer.spent.macs == 200


def test_a_training_that_begins_anew_costs_all_of_it(pay):
    pay("c", 0, epochs=1)
    assert pay("c", 1, epochs=2)[0] == pytest.approx(20.0)


def test_what_was_asked_before_or_passed_on_the_way_is_free(pay):
    pay("c", 0)
    for number, epochs in enumerate((None, 3, 2, 1), start=1):
        price, answer = pay("c", number, epochs=epochs)
        assert price == 0.0 and answer.values
        assert answer.spent.macs == 0


def test_what_was_free_may_be_continued(pay):
    pay("c", 0, epochs=1)
    pay("c", 1, epochs=1)
    assert pay("c", 2, epochs=2, continues=1)[0] == pytest.approx(10.0)


def test_a_signal_costs_its_seconds_once_and_a_count_nothing(pay):
    assert pay("b", 0, signal="luck")[0] == 0.25
    assert pay("b", 1, signal="luck") == (0.0, pay("b", 1, signal="luck")[1])
    price, answer = pay("d", 2, signal="size")
    assert price == 0.0 and answer.values == {"size": 4.0}


def test_a_score_that_is_not_finite_costs_and_has_no_value(pay):
    price, answer = pay("c", 0, signal="luck")
    assert price == 0.125
    assert answer.values == {} and answer.status == "unsupported"


@pytest.mark.parametrize("how", [{"signal": "unheard_of"}, {"epochs": 4}])
def test_what_the_table_cannot_tell_is_free_and_unsupported(pay, how):
    price, answer = pay("a", 0, **how)
    assert price == 0.0
    assert answer.values == {} and answer.status == "unsupported"


def test_what_cannot_be_asked_is_named(pay):
    with pytest.raises(UsageError, match="e is not among the 4 architectures of landscape four"):
        pay("e", 0)
    pay("a", 0, epochs=1)
    for architecture, continued in (("b", 0), ("a", 7)):
        with pytest.raises(UsageError, match=f"continues question {continued}, which is no training of"):
            pay(architecture, 1, epochs=2, continues=continued)


def test_without_seconds_cost_is_counted_in_evaluations():
    landscape = four_words(seconds=None, seconds_of=None, macs=None, signals={})
    assert landscape.unit == "evaluations"
    ledger = Ledger(landscape)
    third = Question("d", 0, epochs=1)
    assert ledger.bill(third).price == pytest.approx(1 / 3)
    assert ledger.enter(third, ledger.bill(third)).spent.macs == 0


def test_seconds_of_scores_are_not_added_to_evaluations():
    with pytest.raises(UsageError, match="seconds of luck but none of trainings"):
        four_words(seconds=None, seconds_of=None)
    with pytest.raises(UsageError, match="landscape four has seconds of gpu, and they are not given"):
        four_words(seconds=None)
    assert np.isnan(four_words().signals["luck"].values[2])
