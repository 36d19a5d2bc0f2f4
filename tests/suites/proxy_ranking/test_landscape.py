import numpy as np

from lcmnas_core.tables import load
from suites.proxy_ranking.landscape import landscape
from suites.proxy_ranking.measured import Scored
from suites.proxy_ranking.repeats import two_runs


def scored(table, population):
    archs = tuple(table.frame.index[table.frame["population"] == population])
    return Scored(population, archs, {}, np.zeros(len(archs)), None)


def test_the_landscape_holds_both_runs_of_live_cells(trained_table, monkeypatch):
    monkeypatch.setattr("suites.proxy_ranking.repeats.MINIMUM_TO_PRINT", 12)
    trained_table()
    table = load("tiny")
    one = scored(table, "one")
    found = landscape(one, two_runs(table, "digits", one)).set_index("arch")
    live = table.restrict("one").frame.query("live")
    assert set(found["population"]) == {"one"}
    assert set(found["split"]) == {"test"}
    assert found["first"].to_dict() == live["test_accuracy_seed0"].to_dict()
    assert found["second"].to_dict() == live["test_accuracy_seed1"].to_dict()


def test_one_training_has_no_landscape(trained_table):
    trained_table(seeds=(0,))
    table = load("tiny")
    assert two_runs(table, "digits", scored(table, "one")) is None
