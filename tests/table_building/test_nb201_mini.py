from collections import Counter

from lcmnas_core.metrics import MINIMUM_FOR_GATE
from lcmnas_core.spaces.nasbench201 import CONVOLUTION_SUBSPACE, NASBENCH201
from lcmnas_core.table_building import PLANS
from lcmnas_core.table_building.nb201_mini import is_live, pilot
from lcmnas_core.tables.catalogue import SHIPPED
from lcmnas_core.tables.stored import read_card
from lcmnas_core.tables.trainings import read_trainings


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


def test_a_population_is_finished_seed_by_seed_before_anything_is_reduced():
    plan = PLANS["nb201_mini"]()
    order = [(each.recipe, each.entry.population, each.seed) for each in plan.trainings()]
    runs = [run for run, following in zip(order, [*order[1:], None], strict=True) if run != following]
    whole = [("full", "subspace", 0), ("full", "subspace", 1), ("full", "sample", 0), ("full", "sample", 1)]
    assert runs == [*whole, *((str(each), "sample", 0) for each in plan.reductions)]


def test_live_sampled_cells_are_trained_reduced_too():
    plan = PLANS["nb201_mini"]()
    reduced = [each for each in plan.trainings() if each.reduction]
    assert len(reduced) == 7 * 100
    assert all(each.entry.live for each in reduced)
    assert len({each.key for each in plan.trainings()}) == 2 * (132 + 103) + 700
    # The half schedule shows as many images as half the images do over the whole one.
    assert {str(each) for each in plan.reductions} > {"c0r0s0e12", "c0r0s1e24"}


def test_the_plan_builds_on_the_shipped_table():
    plan, shipped = PLANS["nb201_mini"](), SHIPPED / "nb201_mini.parquet"
    card = read_card(shipped.with_suffix(".json"))
    assert {name: card.recipe[name] for name in plan.card.recipe} == plan.card.recipe
    planned = {each.key: each for each in plan.trainings()}
    for row in read_trainings(shipped):
        entry = planned[row.key].entry
        assert (row.class_key, row.member_archs) == (entry.class_key, entry.members)
        assert row.recipe != "full" or (row.params, row.macs) == (entry.params, entry.macs)
