"""Searches that train some candidates further than others, and on schedules of their own."""

import dataclasses

import pytest

from lcmnas_core.engines.loop import Execution
from lcmnas_core.engines.rounds import execute_rounds, known
from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Spent
from lcmnas_core.records.store import Store
from lcmnas_core.search.course import Course
from lcmnas_core.search.methods import check_method
from lcmnas_core.search.request import Estimation, Walk
from lcmnas_core.spaces.wdg_macro.acceptance import Limits
from lcmnas_core.strategies.econas import Hierarchy
from lcmnas_core.strategies.greedy_macro_micro import StopRules
from lcmnas_core.training.cost import training_macs
from lcmnas_core.training.recipe import Recipe
from tests.search.conftest import number_of

STAGES = Recipe(epochs=3, batch_size=50, checkpoints=3, curve=False)
CELLS = {"space": "nasbench201", "channels": 4, "cells": 1, "limits": Limits()}
ECONAS = {
    **CELLS,
    "method": "econas",
    "hierarchy": Hierarchy(4, 3, 1, continued=(2, 1), mothers=(2, 1, 1), cycles=3),
    "estimation": Estimation(weight=0.0, training=STAGES),
}
GREEDY = {
    "method": "greedy_macro_micro",
    "space": "macro_micro",
    "limits": Limits(),
    "walk": Walk(rules=StopRules(deepest=11, widest=18)),
    "estimation": Estimation(weight=0.0, training=STAGES),
}


@pytest.fixture
def econas(small):
    return lambda **changes: small(**{**ECONAS, **changes})


def test_all_stages_of_a_training_cost_as_much_as_the_whole_of_it(econas, answers):
    search = econas()
    course = Course(search)
    for _ in course.rounds(answers()):
        pass
    assert course.is_over
    sizes = search.images.sizes
    by_number, before = {}, Spent()
    for each in course.evaluations:
        by_number[each.number] = each.macs - before.macs, each.images - before.images
        before = Spent(each.macs, each.images)
    spent = {}
    for each in course.evaluations:
        macs, images = spent.get(each.arch, (0, 0))
        spent[each.arch] = macs + by_number[each.number][0], images + by_number[each.number][1]
    counts = {each.arch: each.counts for each in course.evaluations}
    # Three epochs of 100 images: whoever did all stages, met again or not.
    done = [arch for arch, (_, images) in spent.items() if images == 3 * 100]
    assert done
    assert max(images for _, images in spent.values()) == 3 * 100
    for arch in done:
        assert spent[arch][0] == training_macs(STAGES, counts[arch].macs, sizes)


def test_a_stage_goes_on_where_the_one_before_ended(econas, tmp_path, small):
    from lcmnas_core.data.catalogue import image_set
    from lcmnas_core.search.request import Shown

    images = image_set("digits")
    shown = Shown.of(images)
    recipe = dataclasses.replace(STAGES, batch_size=256)
    hierarchy = Hierarchy(2, 3, 1, continued=(1, 1), mothers=(1, 0, 0), cycles=2)
    search = econas(images=shown, hierarchy=hierarchy, estimation=Estimation(weight=0.0, training=recipe))
    with Store.create_or_open(tmp_path) as store:
        execute_rounds(store, Course(search).rounds, Execution("run", "env", engine="inline"))
        course = Course(search)
        for _ in course.rounds(known(store)):
            pass
        rows = [row for row in store.latest() if row.identity.settings["batch_size"] == 256]
    # Whoever is in the third stage was trained for one epoch three times.
    third = next(each.arch for each in course.evaluations if each.told.values and each.images)
    per_epoch = images.sizes.train // 256 * 256
    by_epoch = {
        row.identity.epoch: row.outcome.cost.images
        for row in rows
        if row.identity.arch == third and row.identity.quantity == "train_loss"
    }
    assert by_epoch and set(by_epoch.values()) == {per_epoch}
    assert not list(tmp_path.rglob("*.pt"))


def test_a_walk_trains_each_candidate_on_a_schedule_of_its_own(small, answers):
    known_ = answers()
    course = Course(small(**GREEDY))
    for _ in course.rounds(known_):
        pass
    first = course.evaluations[0]
    assert (first.arch, first.images) == ("C18-0000000000-3333333333", 10 * 100)
    second = course.evaluations[1]
    assert (second.counts.layers, second.images - first.images) == (first.counts.layers + 2, 11 * 100)
    schedules = {each.settings["epochs"] for each in known_.asked if each.arch == first.arch}
    assert 10 in schedules
    assert course.winner is not None


def test_a_budget_in_images_ends_a_search(econas, answers):
    unbounded = Course(econas())
    for _ in unbounded.rounds(answers()):
        pass
    half = unbounded.spent.images // 2
    course = Course(econas(budget_images=half))
    for _ in course.rounds(answers()):
        pass
    assert half - 100 < course.spent.images <= half
    assert course.evaluations == unbounded.evaluations[: len(course.evaluations)]


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        (
            {**ECONAS, "estimation": Estimation(training=Recipe(epochs=3, checkpoints=1))},
            "end at epochs",
        ),
        ({**GREEDY, "space": "nasbench201"}, "walks through space macro_micro"),
        ({**GREEDY, "estimation": Estimation(weight=0.5, training=STAGES)}, "give --weight 0"),
        ({**GREEDY, "walk": Walk(rules=StopRules(widest=200))}, "at most 128 channels wide"),
        ({**GREEDY, "walk": Walk(rules=StopRules(shallowest=9))}, "chains of 10 to 100 layers"),
    ],
)
def test_settings_that_cannot_work_are_refused(small, changes, part):
    with pytest.raises(UsageError, match=part):
        check_method(small(**changes))


def test_finalists_are_those_trained_furthest_or_what_the_walk_has_settled_on(econas, small, answers):
    course = Course(econas())
    for _ in course.rounds(answers()):
        pass
    best = {each.arch for each in course.finalists}
    assert best <= {each.arch for each in course.evaluations if each.until == 3}
    course = Course(small(**GREEDY))
    for _ in course.rounds(answers()):
        pass
    assert [each.arch for each in course.finalists] == [course.winner.arch]


def test_a_winner_may_be_trained_under_several_seeds(small, answers):
    known_ = answers(value=lambda identity: number_of(identity, (str(identity.seed),)))
    search = small(seed=4)
    course = Course(search.model_copy(update={"ending": search.ending.model_copy(update={"seeds": 3})}))
    for _ in course.rounds(known_):
        pass
    tested = [each for each in known_.asked if each.quantity == "test_accuracy"]
    assert [each.seed for each in tested] == [4, 5, 6]
    assert {each.arch for each in tested} == {course.winner.arch}
    assert course.test_accuracy == pytest.approx(sum(known_(each).value for each in tested) / 3)


def test_a_failure_in_the_last_stage_leaves_a_winner_among_the_others(econas, answers):
    def fails(identity):
        return identity.epoch == 3 and identity.settings["batch_size"] == 50 and identity.seed == 0

    known_ = answers(fails=lambda identity: fails(identity) and identity.settings["checkpoints"] == 3)
    course = Course(econas())
    for _ in course.rounds(known_):
        pass
    assert course.winner is not None
    assert {each.until for each in course.evaluations if each.arch == course.winner.arch} >= {2}


def test_a_walk_takes_no_step_over_a_limit(small, answers):
    search = small(**{**GREEDY, "limits": Limits(depth=2 * 10 + 2)})
    course = Course(search)
    known_ = answers()
    for _ in course.rounds(known_):
        pass
    refused = [each for each in course.evaluations if each.told.status == "unsupported"]
    # The stem, two convolutions for each layer and the classifier: eleven layers are over the limit of ten.
    assert [each.told.reason for each in refused][:1] == ["over the limit of depth"]
    assert all(each.is_repeat for each in refused)
    assert not {each.arch for each in refused} & {each.arch for each in known_.asked}
    assert course.winner.counts.layers <= 22


def test_a_walk_that_begins_over_a_limit_finds_nothing(small, answers):
    course = Course(small(**{**GREEDY, "limits": Limits(params=1)}))
    known_ = answers()
    for _ in course.rounds(known_):
        pass
    assert course.is_over
    assert (course.winner, course.finalists, course.final, known_.asked) == (None, [], [], [])
    assert course.cpu_s is None


def test_a_walk_that_the_budget_ends_says_where_it_stood(small, answers):
    whole = Course(small(**GREEDY))
    for _ in whole.rounds(answers()):
        pass
    assert whole.cut_in is None
    first = whole.evaluations[0].images
    begun = Course(small(**GREEDY, budget_images=first))
    ended = Course(small(**GREEDY, budget_images=whole.spent.images - 1))
    for course in (begun, ended):
        for _ in course.rounds(answers()):
            pass
    assert begun.cut_in == "depth"
    assert ended.cut_in in ("operations", "kernels")
    assert begun.winner is not None


def test_a_budget_and_not_the_cycles_ends_a_search_in_stages(econas, answers):
    course = Course(econas())
    for _ in course.rounds(answers()):
        pass
    more = Course(econas(budget_images=3 * course.spent.images))
    for _ in more.rounds(answers()):
        pass
    assert more.spent.images > 2 * course.spent.images


def test_one_failed_seed_leaves_no_mean(small, answers):
    search = small()
    ending = search.ending.model_copy(update={"seeds": 2})
    known_ = answers(fails=lambda identity: identity.seed == 1 and identity.quantity == "test_accuracy")
    course = Course(search.model_copy(update={"ending": ending}))
    for _ in course.rounds(known_):
        pass
    assert (len(course.final), course.test_accuracy) == (2, None)
