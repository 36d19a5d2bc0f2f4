"""Frames of searches that were answered without training."""

import pytest

import reports
from lcmnas_core.errors import UsageError
from suites import SUITES

SUITE = SUITES["macro-search"]
THREE = {"methods": "lcmnas, random_search, random_model", "seeds": 2}


def page(request, rows):
    found = SUITE.frames(request, rows)
    info = SUITE.run_info(request, rows, found)
    told = {"command": "lcmnas run", "environments": [{}], "lcmnas_version": "0"}
    return reports.render(reports.RunInfo(**info, **told), found.frames)


def test_a_finished_run_has_all_its_frames_and_a_page(request_of, filled):
    request = request_of(**THREE)
    rows = filled(request)
    found = SUITE.frames(request, rows)
    searches = found.frames["searches"]
    assert list(searches["search"]) == [
        "lcmnas/0", "lcmnas/1", "random_search/0", "random_search/1", "random_model/0", "random_model/1",
    ]  # fmt: skip
    assert searches["test_accuracy"].notna().all()
    assert (searches["drawn"] >= searches["evaluations"]).all()
    assert found.omitted == []
    evaluations = found.frames["evaluations"]
    assert evaluations.groupby("search").size().to_dict() == dict(
        zip(searches["search"], searches["evaluations"], strict=True)
    )
    assert evaluations.groupby("search")["macs"].is_monotonic_increasing.all()
    assert "Random search" in page(request, rows)


def test_a_run_in_the_making_is_shown_as_far_as_it_got(request_of, filled):
    request = request_of(**THREE)
    rows = filled(request, most_rounds=2)
    found = SUITE.frames(request, rows)
    assert found.omitted == ["lcmnas/0 has not ended", "lcmnas/1 has not ended"]
    assert found.frames["searches"]["arch"].isna().all()
    assert page(request, rows)


def test_seconds_of_a_device_are_added_up_over_trainings(request_of, filled):
    request = request_of()
    rows = filled(request)
    on_cpu = SUITE.frames(request, rows).frames["evaluations"]
    assert on_cpu["device_s"].isna().all()
    told = SUITE.frames(request, rows.assign(device_s=3.0)).frames["evaluations"]
    assert told["cpu_s"].tolist() == on_cpu["cpu_s"].tolist()
    # every candidate's row counts a second of CPU and three of the device; one met again costs neither
    assert told["device_s"].tolist() == (3 * on_cpu["cpu_s"]).tolist()


def test_memory_is_that_of_the_largest_job_and_energy_of_all_together(request_of, filled):
    request = request_of()
    rows = filled(request)
    (unmetered,) = SUITE.frames(request, rows).aggregates["searches"]
    assert (unmetered["peak_bytes"], unmetered["energy_j"], unmetered["device_s"]) == (None, None, None)
    held = [1000 + place for place in range(len(rows))]
    told = SUITE.frames(request, rows.assign(peak_bytes=held, energy_j=2.0, device_s=3.0))
    (metered,) = told.aggregates["searches"]
    assert metered["peak_bytes"] == max(held)
    # The smoke preset counts a CPU second and two joules for every job.
    assert metered["energy_j"] == 2 * metered["cpu_s"]
    assert metered["device_s"] == 3 * metered["cpu_s"]


def test_what_one_job_does_not_tell_no_sum_tells(request_of, filled):
    request = request_of()
    rows = filled(request)
    lost = rows["arch"] == SUITE.frames(request, rows).frames["evaluations"]["arch"].iloc[1]
    found = SUITE.frames(request, rows.assign(shared_cpu_s=rows["shared_cpu_s"].mask(lost)))
    (only,) = found.aggregates["searches"]
    assert (only["cpu_s"], only["wall_s"] is None) == (None, False)
    sums = found.frames["evaluations"]["cpu_s"]
    assert sums.notna().tolist() == [True] + [False] * (len(sums) - 1)


def test_every_number_of_the_page_outlives_it(request_of, filled):
    request = request_of()
    found = SUITE.frames(request, filled(request))
    (only,) = found.aggregates["searches"]
    assert only["search"] == "lcmnas/0"
    assert only["evaluations"] == 6


def test_settings_say_what_searches_share_and_what_each_entrant_has_for_itself(request_of, filled):
    request = request_of(methods="lcmnas, regularized_evolution@nasbench201", budget="images")
    settings = SUITE.run_info(request, filled(request), None)["settings"]
    assert settings["budget"] == "images"
    assert settings["population"] == request.searches[0].population
    assert settings["lcmnas: space"] == "wdg_macro"
    assert settings["regularized_evolution@nasbench201: space"] == "nasbench201"
    assert not {"space", "seed", "method", "budget_images"} & set(settings)


def test_nothing_measured_is_said(request_of, filled):
    request = request_of()
    rows = filled(request).iloc[:0]
    with pytest.raises(UsageError, match="nothing is measured"):
        SUITE.run_info(request, rows, None)
