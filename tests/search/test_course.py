"""A search from its first draw to its winner, on answers that cost nothing."""

import pytest

from lcmnas_core.fidelity import Spent
from lcmnas_core.search.cost import evaluation_spent
from lcmnas_core.search.course import Course, ending_spent
from lcmnas_core.search.request import Estimation

METHODS = ("lcmnas", "random_layer", "random_model", "random_both", "random_search", "regularized_evolution")


def followed(search, known):
    course = Course(search)
    rounds = [list(jobs) for jobs in course.rounds(known)]
    return course, rounds


@pytest.mark.parametrize("method", METHODS)
def test_every_method_comes_to_a_winner(small, answers, method):
    course, rounds = followed(small(method=method), answers())
    assert course.is_over
    assert len(course.evaluations) == 15  # 3 generations of 5, or as many draws
    assert [each.number for each in course.evaluations] == list(range(15))
    assert len(rounds[-1]) == 1
    assert course.winner in course.finalists


def test_rounds_of_lcmnas_are_generations_then_finalists_then_the_winner(small, answers):
    _, rounds = followed(small(), answers())
    assert [len(jobs) for jobs in rounds] == [5, 5, 5, 3, 1]


def test_a_search_is_the_same_again_and_another_under_another_seed(small, answers):
    def chains(**changes):
        return [each.arch for each in followed(small(**changes), answers())[0].evaluations]

    assert chains() == chains()
    assert chains() != chains(seed=1)


@pytest.mark.parametrize("method", METHODS)
def test_missing_answers_end_it_early_and_it_goes_on_as_if_never_stopped(small, answers, method):
    whole, rounds = followed(small(method=method), answers())
    lacking = {ask.identity.key for ask in rounds[2][-1].asks}
    known = answers()
    part = Course(small(method=method))
    seen = list(part.rounds(lambda identity: None if identity.key in lacking else known(identity)))
    assert len(seen) == 3
    assert not part.is_over
    assert part.evaluations == whole.evaluations[: len(part.evaluations)]


def test_test_images_are_asked_for_once_by_the_winner_after_everything_else(small, answers):
    known = answers()
    course, _ = followed(small(), known)
    tested = [i for i, each in enumerate(known.asked) if each.quantity == "test_accuracy"]
    assert tested == [len(known.asked) - 1]
    assert known.asked[-1].arch == course.winner.arch
    assert course.test_accuracy == known(known.asked[-1]).value


def test_no_test_accuracy_changes_what_is_found(small, answers):
    def without_test(identity, words=()):
        from tests.search.conftest import number_of

        return 0.0 if identity.quantity == "test_accuracy" else number_of(identity, words)

    one, _ = followed(small(), answers())
    other, _ = followed(small(), answers(value=without_test))
    assert one.winner == other.winner
    assert one.evaluations == other.evaluations


def test_the_finalists_are_the_fittest_and_the_best_validated_of_them_wins(small, answers):
    search = small()
    course, _ = followed(search, answers())
    fitness = search.estimation.mixture.fitness([each.told.usable for each in course.evaluations])
    best = sorted(range(15), key=lambda n: -fitness[n])[:3]
    assert {each.arch for each in course.finalists} == {course.evaluations[n].arch for n in best}
    accuracies = [each.told.values["validation_accuracy"] for each in course.finalists]
    assert course.winner.told.values["validation_accuracy"] == max(accuracies)


def test_a_candidate_that_failed_has_a_status_and_never_wins(small, answers):
    whole, _ = followed(small(), answers())
    unlucky = whole.winner.arch

    def fails(identity):
        return identity.arch == unlucky and identity.quantity == "checkpoint_accuracy"

    course, _ = followed(small(), answers(fails))
    (lost,) = [each for each in course.evaluations if each.arch == unlucky]
    assert (lost.told.status, lost.told.reason) == ("nonfinite", "Diverged: the loss was nan")
    assert lost.told.usable == {}
    assert course.winner.arch != unlucky


def test_where_everything_fails_there_is_no_winner(small, answers):
    course, rounds = followed(small(), answers(lambda identity: True))
    assert course.winner is None
    assert course.is_over
    assert [len(jobs) for jobs in rounds] == [5, 5, 5, 0]


def test_a_term_of_weight_zero_is_never_asked_for(small, answers):
    known = answers()
    training = small().estimation.training
    followed(small(estimation=Estimation(weight=1.0, training=training)), known)
    assert {each.quantity for each in known.asked if each.settings.get("epochs") in (None, 1)} == {"score"}
    known = answers()
    followed(small(estimation=Estimation(weight=0.0, training=training)), known)
    assert "score" not in {each.quantity for each in known.asked}


def test_spending_adds_up_and_is_what_the_plans_say(small, answers):
    search = small()
    course, _ = followed(search, answers())
    distinct = {each.arch: each.counts for each in course.evaluations}
    costs = [evaluation_spent(search, counts.macs) for counts in distinct.values()]
    assert course.spent == sum(costs, Spent())
    assert [each.macs for each in course.evaluations][-1] == course.spent.macs
    # 32 images scored, forward and backward; 100 shown in training, three passes; 2 x 20 validated.
    macs = course.evaluations[0].counts.macs
    assert costs[0].macs == macs * (2 * 32 + 3 * 100 + 40)
    assert costs[0].images == 100
    # Finalists: 2 epochs of 100 images, all copies once; the winner: 3 epochs.
    picks = sum(each.counts.macs * (3 * 200 + 40) for each in course.finalists)
    assert ending_spent(course).macs == picks + course.winner.counts.macs * (3 * 300 + 40)


@pytest.mark.parametrize("method", ["random_search", "regularized_evolution", "random_model"])
def test_a_budget_is_never_exceeded_and_used_up_to_the_next_candidate(small, answers, method):
    whole, _ = followed(small(method=method), answers())
    budget = whole.evaluations[7].macs + 1
    course, _ = followed(small(method=method, budget_macs=budget), answers())
    assert course.spent.macs <= budget
    assert course.evaluations == whole.evaluations[:8]
    assert course.is_over


def test_with_a_budget_many_small_candidates_may_be_more_than_the_generations_say(small, answers):
    whole, _ = followed(small(method="random_search"), answers())
    course, _ = followed(small(method="random_search", budget_macs=2 * whole.spent.macs), answers())
    assert len(course.evaluations) > 15


def test_rejected_draws_are_counted_by_reason(small, answers):
    course, _ = followed(small(), answers())
    assert sum(course.drawing.rejections.values()) > 0
    assert course.drawing.accepted == 15
    assert all(plan.counts.macs <= 1_000_000 for plan in course.drawing.plans.values())


def test_an_architecture_that_is_met_again_costs_nothing_and_is_known(small, answers):
    course, _ = followed(small(), answers())
    repeated = [
        each
        for place, each in enumerate(course.evaluations)
        if each.arch in {other.arch for other in course.evaluations[:place]}
    ]
    assert len(repeated) == 1  # under this seed
    (again,) = repeated
    assert again.macs == course.evaluations[again.number - 1].macs
