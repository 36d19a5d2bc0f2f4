"""Searches on four words, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.fidelity import Question
from suites.search_cost.replay import replay
from tests.suites.search_cost.conftest import WORDS, Scripted, four_words


def asked(words, first=0, **how):
    return [Question(word, number, **how) for number, word in enumerate(words, start=first)]


def test_the_incumbent_is_the_best_told_and_each_change_is_an_entry(four, scripted):
    # b at 20 seconds, a (worse) at 30, d at 70; c is not affordable: 100 > 99.
    search = scripted([asked("ba"), asked("dc", 2)])
    found = replay(lambda: search, four, 99.0)
    assert (found.costs, found.incumbents) == ([20.0, 70.0], [1, 3])
    assert (found.spent, found.evaluations, found.questions, found.macs) == (70.0, 3.0, 3, 700)
    assert [len(each) for each in search.told] == [2]  # the round that could not be paid is never told


def test_a_budget_that_just_suffices_is_used_up(four, scripted):
    found = replay(lambda: scripted([asked("abcd")]), four, 100.0)
    assert found.spent == 100.0 and found.questions == 4
    tenths = four_words(seconds=np.full(4, 0.1))
    assert replay(lambda: scripted([asked("abc")]), tenths, 0.3).evaluations == 3  # 0.1 + 0.1 + 0.1 > 0.3


def test_the_first_of_equals_stays(four, scripted):
    level = four_words(accuracy=np.full((3, 4), 0.5))
    assert replay(lambda: scripted([asked("cab")]), level, 100.0).incumbents == [2]


def test_who_was_trained_further_is_ahead_of_who_was_not(four, scripted):
    # a after one stage .5, b after one stage .4, b after two .5: b is known better, a only seemed so.
    rounds = [asked("ab", epochs=1), [Question("b", 2, epochs=2, continues=1)]]
    found = replay(lambda: scripted(rounds), four, 100.0)
    assert found.incumbents == [0, 1]
    assert found.costs == pytest.approx([10 / 3, 10 / 3 + 20 / 3 + 20 / 3])


def test_a_signal_makes_an_incumbent_until_something_is_trained(four, scripted):
    rounds = [asked("abcd", signal="luck"), asked("a", 4)]
    found = replay(lambda: scripted(rounds), four, 100.0)
    assert found.incumbents == [0, 1, 3, 0]
    assert found.costs == [0.5, 0.75, 1.875, 11.875]
    assert found.evaluations == 1 and found.questions == 5


def test_nothing_affordable_leaves_no_incumbent(four, scripted):
    found = replay(lambda: scripted([asked("d")]), four, 1.0)
    assert found.costs == [] and found.spent == 0 and found.questions == 0


def test_suggesting_is_measured(four, scripted):
    class Slow(Scripted):
        def ask(self):
            sum(range(200_000))
            return super().ask()

    found = replay(lambda: Slow([asked("a")]), four, 100.0)
    assert found.wall_s > 0 and found.cpu_s >= 0
    assert found.spent == 10.0


def test_making_the_strategy_counts_as_suggesting(four, scripted, monkeypatch):
    now = iter(range(0, 1000, 10))
    monkeypatch.setattr("suites.search_cost.replay.time.perf_counter", lambda: float(next(now)))
    found = replay(lambda: scripted([asked("a")]), four, 100.0)
    assert found.wall_s == 10.0 * (1 + 2 + 1)  # made, asked twice, told once


questions = st.lists(
    st.lists(
        st.builds(
            dict,
            architecture=st.sampled_from(WORDS),
            epochs=st.sampled_from([None, 1, 2, 3]),
            signal=st.sampled_from([None, None, "luck", "size"]),
        ),
        min_size=1,
        max_size=5,
    ),
    max_size=5,
)


@given(rounds=questions, budget=st.floats(0.1, 200))
def test_whatever_is_asked_the_budget_holds_and_a_plain_account_agrees(rounds, budget):
    numbers = iter(range(100))
    script = [[Question(number=next(numbers), **each) for each in round_] for round_ in rounds]
    flat = [each for round_ in script for each in round_]
    found = replay(lambda: Scripted(script), four_words(), budget)
    assert found.spent <= budget * (1 + 1e-8)
    assert found.costs == sorted(found.costs)
    assert found.spent == pytest.approx(_account(flat[: found.questions]))
    if found.questions < len(flat):
        assert _account(flat[: found.questions + 1]) > budget


def _account(asked_for):
    """The same sum again: what was trained how far, and whose luck is known."""
    seconds, luck = {"a": 10, "b": 20, "c": 30, "d": 40}, {"a": 0.5, "b": 0.25, "c": 0.125, "d": 1.0}
    trained, lucky, total = dict.fromkeys(WORDS, 0), set(), 0.0
    for each in asked_for:
        word, epochs = each.architecture, each.epochs or 3
        if each.signal == "luck" and word not in lucky:
            total += luck[word]
            lucky.add(word)
        if each.signal is None and epochs > trained[word]:
            total += seconds[word] * epochs / 3
            trained[word] = epochs
    return total
