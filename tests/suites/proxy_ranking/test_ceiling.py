import numpy as np
import pytest

from lcmnas_core.metrics import ceiling_tau, kendall_tau
from lcmnas_core.tables import load
from suites.proxy_ranking.ceiling import ceilings
from suites.proxy_ranking.measured import Scored
from suites.proxy_ranking.repeats import two_runs


def measured(table, population):
    archs = tuple(sorted(table.frame.index[table.frame["population"] == population]))
    return Scored(population, archs, {}, np.zeros(len(archs)), None)


def both(table, population):
    one = measured(table, population)
    return one, two_runs(table, "digits", one)


def test_two_seeds_give_the_tau_between_them_on_live_cells(trained_table):
    trained_table()
    table = load("tiny")
    bound, between = ceilings(*both(table, "one"))
    live = table.restrict("one").frame.query("live")
    expected = kendall_tau(live["test_accuracy_seed0"], live["test_accuracy_seed1"])
    assert (between["tau"], between["n"]) == (pytest.approx(expected), 12)
    assert between["note"] == "test accuracy of runs 0 and 1"
    assert bound["tau"] == pytest.approx(ceiling_tau(expected, seeds=2))
    assert bound["tau"] > between["tau"]


def test_one_seed_or_too_few_cells_give_nothing(trained_table):
    trained_table(seeds=(0,))
    table = load("tiny")
    assert both(table, "one")[1] is None
    trained_table()
    table = load("tiny")
    assert both(table, "two")[1] is None
