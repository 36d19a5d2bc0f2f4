"""Every entrant on the subspace that ships."""

import json
from functools import partial

import numpy as np
import pytest

from suites.search_cost.entrants import ENTRANTS
from suites.search_cost.ground import Ground, ground_of
from suites.search_cost.landscapes import LANDSCAPES, landscape
from suites.search_cost.replay import replay

BUDGET = 600.0
SHOWN, _ = landscape("nb201_mini")
GROUND = ground_of(SHOWN, BUDGET)
HERE = [name for name, each in ENTRANTS.items() if each.fits(GROUND)]


@pytest.fixture(params=HERE)
def entrant(request):
    return ENTRANTS[request.param]


def test_a_seed_decides_the_search_and_the_budget_holds(entrant):
    once, again, other = (replay(partial(entrant.make, GROUND, seed), SHOWN, BUDGET) for seed in (3, 3, 4))
    assert (once.costs, once.incumbents) == (again.costs, again.incumbents)
    assert (once.costs, once.incumbents) != (other.costs, other.incumbents)
    assert once.spent <= BUDGET and once.incumbents


def test_the_record_names_settings_and_the_paper_is_cited(entrant):
    assert json.loads(json.dumps(entrant.settings)) == entrant.settings
    assert entrant.paper and entrant.version


def test_a_strategy_is_made_of_architectures_alone():
    # Nothing in the ground can lead to an accuracy: the landscape itself is not kept.
    assert set(Ground.__dataclass_fields__) == {"space", "stages", "signals", "evaluations"}


def test_who_fits_where():
    assert set(HERE) == {
        "random_search",
        "local_search",
        "regularized_evolution",
        "cell_lcmnas",
        "econas",
        "econas_one_stage",
        "lissnas",
        "proxy_argmax_params",
        "predictor",
    }
    flat = Ground(GROUND.space, (12,), frozenset({"nwot"}), 100)
    assert not ENTRANTS["econas"].fits(flat) and ENTRANTS["proxy_argmax_nwot"].fits(flat)


def test_the_inner_evolution_is_named_in_the_records_of_its_wrappers():
    inner = ENTRANTS["regularized_evolution"].settings
    for wrapper in ("lissnas", "warm_start_synflow", "early_exit"):
        assert inner.items() <= ENTRANTS[wrapper].settings.items()


def test_a_ground_counts_the_trainings_that_a_budget_pays_for():
    assert GROUND.evaluations == int(BUDGET / SHOWN.price.mean())
    assert ground_of(SHOWN, 1.0).evaluations == 1
    drawn = GROUND.draw(np.random.default_rng(0))
    assert GROUND.mutate(drawn, np.random.default_rng(1)) in set(GROUND.neighbours(drawn))
    assert GROUND.params(drawn) > 0


@pytest.mark.slow
@pytest.mark.usefixtures("real_tables")
@pytest.mark.parametrize("name", [each for each in LANDSCAPES if each != "synthetic"])
def test_every_entrant_keeps_every_budget(name):
    shown, _ = landscape(name)
    budget = LANDSCAPES[name].budget
    ground = ground_of(shown, budget)
    for each in ENTRANTS.values():
        if each.fits(ground):
            assert 0 < replay(partial(each.make, ground, 0), shown, budget).spent <= budget * (1 + 1e-8)
