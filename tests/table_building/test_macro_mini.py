import pytest
import torch

from lcmnas_core.table_building import PLANS, macro_mini


@pytest.fixture
def few(monkeypatch):
    """60 draws in place of 1,500, so that networks are known in a second."""
    monkeypatch.setattr(macro_mini, "DRAWS", 60)
    draws = macro_mini.draws.__wrapped__()
    monkeypatch.setattr(macro_mini, "draws", lambda: draws)
    return draws


def test_more_networks_leave_the_first_ones_as_they_are(few, monkeypatch):
    found = {}
    for count in (12, 30):
        monkeypatch.setattr(macro_mini, "NETWORKS", count)
        found[count] = [each.chain for each in macro_mini.networks()]
    assert found[30][:12] == found[12]
    assert len(set(found[30])) == 30


def test_every_network_is_trained_under_two_seeds_and_reduced_under_the_first(few, monkeypatch):
    monkeypatch.setattr(macro_mini, "NETWORKS", 9)
    monkeypatch.setattr(macro_mini, "REDUCED", 5)
    plan = macro_mini.plan()
    order = [(each.recipe, each.seed) for each in plan.trainings()]
    runs = [run for run, following in zip(order, [*order[1:], None], strict=True) if run != following]
    assert runs == [("full", 0), ("full", 1), *((str(each), 0) for each in plan.reductions)]
    assert len(order) == 9 * 2 + 5 * 7
    assert plan.reduced == plan.entries[:5]
    assert {str(each) for each in plan.reductions} > {"c0r0s0e8", "c0r0s1e16"}


@pytest.mark.slow
def test_150_networks_can_all_be_built_reduced():
    from lcmnas_core.spaces import SPACES

    plan = PLANS["macro_mini"]()
    assert len(plan.entries) == 150
    for planned in plan.trainings():
        if planned.reduction and planned.reduction.e == 16:
            space, settings = SPACES["wdg_macro"], plan.settings_of(planned)
            arch = space.parse(planned.entry.arch)
            assert 0 < space.counts(arch, settings).macs <= planned.entry.macs
            shown = torch.zeros(2, *settings.input_shape)
            assert space.build(arch, settings)(shown).shape == (2, settings.classes)
