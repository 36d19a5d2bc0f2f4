from collections import Counter

from lcmnas_core.metrics import MINIMUM_FOR_GATE
from lcmnas_core.spaces.nasbench201 import CONVOLUTION_SUBSPACE, NASBENCH201
from lcmnas_core.table_building import PLANS
from lcmnas_core.table_building.nb201_mini import is_live, pilot


def test_the_subspace_is_complete_and_trained_once_per_class():
    entries = [each for each in PLANS["nb201_mini"]().entries if each.population == "subspace"]
    members = Counter(member for each in entries for member in each.members)
    assert len(entries) == 132
    assert members == Counter(map(CONVOLUTION_SUBSPACE.format, CONVOLUTION_SUBSPACE))
    # 67 dead cells fall into 5 classes: no path, or a constant of one of four depths.
    dead = [each for each in entries if not each.live]
    assert sum(len(each.members) for each in dead) == 67
    assert len(dead) == 5


def test_the_sample_has_100_live_cells_and_keeps_clear_of_the_pilot():
    entries = [each for each in PLANS["nb201_mini"]().entries if each.population == "sample"]
    archs = {each.arch for each in entries}
    assert len(archs) == len(entries)
    assert [each.live for each in entries].count(True) == MINIMUM_FOR_GATE
    assert entries[-1].live
    assert not archs & set(map(NASBENCH201.format, pilot()))


def test_pilot_cells_are_live_and_outside_the_subspace():
    cells = pilot()
    assert len(set(cells)) == 20
    assert all(is_live(cell) and cell not in CONVOLUTION_SUBSPACE for cell in cells)


def test_a_population_is_finished_seed_by_seed():
    order = [(entry.population, seed) for entry, seed in PLANS["nb201_mini"]().trainings()]
    runs = [run for run, following in zip(order, [*order[1:], None], strict=True) if run != following]
    assert runs == [("subspace", 0), ("subspace", 1), ("sample", 0), ("sample", 1)]
