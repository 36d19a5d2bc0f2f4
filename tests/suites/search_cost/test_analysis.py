"""From rows to frames."""

import json
from dataclasses import replace

import numpy as np
import pytest

from lcmnas_core.errors import UsageError
from suites.search_cost import SUITE
from suites.search_cost.curves import final, reach
from suites.search_cost.ranking import ranks
from suites.search_cost.request import Contest
from suites.search_cost.results import Results
from suites.search_cost.shapes import SHAPES


@pytest.fixture(autouse=True)
def without_shapes(monkeypatch):
    """They are tested beside, and take seconds."""
    monkeypatch.setattr("suites.search_cost.analysis.shapes", lambda *_: ({name: [] for name in SHAPES}, []))


@pytest.fixture
def result(request_of):
    """Results of made-up searches on the smoke arena: final regrets, and costs to reach a point."""
    (arena,) = request_of().arenas

    def make(strategy, regrets, reached=None, place=None, family=None):
        count = len(regrets)
        wide = np.tile(np.asarray(regrets, float)[:, None], (1, len(arena.grid)))
        costs = np.full(count, np.inf) if reached is None else np.asarray(reached, float)
        names = {"name": place, "family": family or place}
        here = arena if place is None else arena.model_copy(update=names)
        return Results(
            arena=here,
            contest=Contest(arena=here.name, strategy=strategy, version="1", settings={}),
            seeds=tuple(range(count)),
            regrets=wide,
            reached=np.stack([costs, costs], axis=1),
            totals={
                "area_under_regret": 2 * wide[:, 0],
                "simulated_cost": np.full(count, 50.0),
                "evaluations": np.full(count, 40.0),
                "simulated_macs": np.full(count, np.nan),
                "questions": np.full(count, 60.0),
            },
            wall_s=np.full(count, 0.6),
            cpu_s=np.full(count, 0.3),
        )

    return make


def test_finals_by_hand(result):
    made = result("random_search", [0.1, 0.2, 0.6])
    row = final(made)
    assert row["mean"] == pytest.approx(0.3) and row["median"] == pytest.approx(0.2)
    assert row["accuracy"] == pytest.approx(made.arena.best - 0.3)
    assert row["area"] == pytest.approx(0.6)
    assert row["simulated_gpu_days"] is None and row["simulated_macs"] is None  # evaluations are no seconds
    assert row["low"] is None and row["accuracy_low"] is None  # three seeds make no interval


def test_only_seconds_of_a_gpu_make_gpu_days(result):
    made = result("random_search", [0.1])

    def days(processor):
        arena = made.arena.model_copy(update={"unit": "seconds", "seconds_of": processor})
        return final(replace(made, arena=arena))["simulated_gpu_days"]

    assert days("gpu") == pytest.approx(50 / 86_400)
    assert days("cpu") is None


def test_strategies_are_marked_where_they_were_tuned(result):
    tuned = {
        (strategy, place): final(result(strategy, [0.1], place=place))["is_tuned_here"]
        for strategy in ("cell_lcmnas", "lissnas", "predictor", "random_search")
        for place in ("nb201_cifar10", "nb201_cifar100")
    }
    assert {pair for pair, is_tuned in tuned.items() if is_tuned} == {
        ("cell_lcmnas", "nb201_cifar100"), ("lissnas", "nb201_cifar100"),
        ("predictor", "nb201_cifar100"),
    }  # fmt: skip


def test_an_interval_of_regret_is_one_of_accuracy_turned_around(result):
    row = final(result("random_search", np.linspace(0.0, 0.3, 40)))
    assert row["accuracy_low"] < row["accuracy"] < row["accuracy_high"]
    assert row["accuracy_high"] - row["accuracy_low"] == pytest.approx(row["high"] - row["low"])


def test_a_search_that_never_came_near_counts_as_endless(result):
    # Sorted 3, 5, inf, inf: quartiles of the empirical distribution 3, 5, inf.
    half, never = reach(result("random_search", [0.0] * 4, [5, np.inf, 3, np.inf])), None
    row = next(iter(half))
    assert row["share"] == 0.5
    assert (row["q25"], row["median"], row["q75"]) == (3, 5, never)


def test_ranks_over_seeds_and_over_landscapes(result):
    found = [
        result("good", [0.1, 0.1, 0.3], place="here"),
        result("bad", [0.2, 0.2, 0.2], place="here"),
        result("good", [0.1, 0.1, 0.1], place="there"),
        result("bad", [0.3, 0.3, 0.3], place="there"),
        result("only_here", [0.0, 0.0, 0.0], place="here"),
    ]
    rows = {(row["landscape"], row["strategy"]): row for row in ranks(found) if row["measure"] == "regret"}
    # Here by seed: good 2, 2, 3; bad 3, 3, 2; only_here 1, 1, 1.
    assert rows["here", "good"]["rank"] == pytest.approx(7 / 3)
    assert rows["here", "bad"]["rank"] == pytest.approx(8 / 3)
    assert rows["here", "only_here"]["blocks"] == 3
    # Over both: means .167 and .1 against .2 and .3; who was not everywhere is left out.
    assert rows["all", "good"]["rank"] == 1 and rows["all", "bad"]["rank"] == 2
    assert ("all", "only_here") not in rows


def test_landscapes_of_one_family_are_one_block(result):
    values = {
        ("cells", "one"): (0.1, 0.2, 0.3),
        ("cells", "two"): (0.1, 0.3, 0.2),
        ("chains", "three"): (0.3, 0.1, 0.2),
    }
    found = [
        result(strategy, [value], place=place, family=family)
        for (family, place), each in values.items()
        for strategy, value in zip("abc", each, strict=True)
    ]
    rows = [row for row in ranks(found) if (row["landscape"], row["measure"]) == ("all", "regret")]
    # In cells 1 and 1, 2 and 3, 3 and 2 average to 1, 2.5, 2.5, which tie; in chains 3, 1, 2.
    assert {row["strategy"]: row["rank"] for row in rows} == {"a": 2, "b": 1.75, "c": 2.25}
    assert {row["blocks"] for row in rows} == {2}


def test_where_settings_were_chosen_nothing_is_ranked_over_landscapes(result):
    # On its own landscape the predictor wins; on the two others it loses.
    values = {"nb201_cifar100": (0.0, 0.3), "nb201_cifar10": (0.2, 0.1), "nas_bench_macro": (0.2, 0.1)}
    found = [
        result(strategy, [value] * 3, place=place)
        for place, both in values.items()
        for strategy, value in zip(("predictor", "random_search"), both, strict=True)
    ]
    rows = [row for row in ranks(found) if row["measure"] == "regret"]
    over_all = {row["strategy"]: row for row in rows if row["landscape"] == "all"}
    assert over_all["predictor"]["rank"] == 2 and over_all["predictor"]["blocks"] == 2
    marked = {(row["landscape"], row["strategy"]) for row in rows if row["is_tuned_here"]}
    assert marked == {("nb201_cifar100", "predictor")}


def test_the_frames_of_a_run(request_of, performed):
    request = request_of()
    frames = SUITE.frames(request, performed(request))
    assert frames.omitted == []
    assert set(frames.frames) == {
        "landscapes", "curves", "finals", "ranks", "reach", "overhead", "costs", "published",
    }  # fmt: skip
    curves = frames.frames["curves"]
    assert len(curves) == 3 * 11 and (curves["n"] == 4).all()
    final_rows = frames.frames["finals"].set_index("strategy")
    last = curves[curves["cost"] == 50].set_index("strategy")
    assert final_rows["mean"].to_dict() == last["mean"].to_dict()
    assert (final_rows["simulated_cost"] <= 50).all()
    json.dumps(frames.aggregates, allow_nan=False)


def test_a_run_that_was_stopped_shows_what_is_whole(request_of, performed):
    request = request_of()
    frames = SUITE.frames(request, performed(request, skip=(1, 2, 3)))
    counts = frames.frames["finals"].set_index("strategy")["n"].to_dict()
    assert counts == {"random_search": 2, "regularized_evolution": 4}
    assert frames.frames["ranks"]["blocks"].unique().tolist() == [2]  # the seeds that both have


def test_rows_of_another_request_are_not_taken(request_of, performed):
    rows = performed(request_of())
    with pytest.raises(UsageError, match="nothing is measured yet of this request of search-cost"):
        SUITE.frames(request_of(budget=40), rows)


def test_failures_are_named(request_of, performed):
    request = request_of()
    rows = performed(request)
    lost = (rows["estimator"] == "local_search") & (rows["seed"] == 2)
    rows.loc[lost, ["status", "value", "error_message"]] = ["timeout", np.nan, "too slow"]
    frames = SUITE.frames(request, rows)
    (failure,) = frames.frames["failures"].to_dict("records")
    assert (failure["strategy"], failure["seed"], failure["reason"]) == ("local_search", 2, "too slow")
    assert frames.frames["finals"].set_index("strategy")["n"]["local_search"] == 3


def test_run_info_says_what_was_asked(request_of, performed):
    request = request_of()
    rows = performed(request)
    info = SUITE.run_info(request, rows, SUITE.frames(request, rows))
    assert info["counts_by_status"] == {"ok": len(rows)}
    assert info["settings"]["regularized_evolution"]["population"] == 10
    assert info["seeds"] == (0, 1, 2, 3) and info["table_is_ours"]


def test_a_budget_that_pays_for_nothing_leaves_what_chance_would_find(performed):
    # The cheapest training takes 7 seconds.
    request = SUITE.request("quick", {"strategies": "random_search", "seeds": 2, "budget": 2.0})
    frames = SUITE.frames(request, performed(request)).frames
    (row,) = frames["finals"].to_dict("records")
    assert row["mean"] == request.arenas[0].random_regret and row["simulated_cost"] == 0
    assert frames["overhead"]["wall_per_question_s"].ge(0).all()
