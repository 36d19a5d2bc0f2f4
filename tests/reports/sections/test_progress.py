from __future__ import annotations

import numpy as np
import pytest

from reports.sections.progress import progress
from reports.trajectory import Trajectory


def search(method: str, seed: int, macs: list[float], best: list[float]) -> Trajectory:
    spent = {
        "evaluations": np.arange(1.0, len(macs) + 1),
        "macs": np.array(macs),
        "cpu_s": np.array(macs),
        "device_s": np.full(len(macs), np.nan),
    }
    return Trajectory(method, seed, spent, np.array(best))


@pytest.fixture
def searches() -> list[Trajectory]:
    return [
        search("lcmnas", 0, [1e9, 2e9, 4e9], [0.5, 0.6, 0.9]),
        search("lcmnas", 1, [1e9, 3e9, 5e9], [0.4, 0.8, 0.9]),
        search("random_search", 0, [1e9, 2e9, 3e9], [0.3, 0.4, 0.7]),
    ]


def test_methods_are_compared_at_the_cost_that_all_have_spent(searches):
    # random search ends at 3e9; there LCMNAS stands at .6 and .8, in the middle .7
    assert progress(searches, ["lcmnas", "random_search"]).finding == (
        "After 3.00 G multiply-adds, which all searches spent, the best validation accuracy is LCMNAS 70.00% "
        "and random search 70.00% (medians)."
    )


def test_what_all_may_spend_equally_much_of_is_what_they_are_compared_by(searches):
    for each in searches:
        each.spent["images"] = each.spent["macs"] / 1e6
    section = progress(searches, ["lcmnas", "random_search"], "images")
    assert section.finding.startswith("After 3.00 k images trained on, which all searches spent,")
    assert "own short training" in section.pictures[0].caption
    labels = [axes.get_xlabel() for axes in section.pictures[0].draw().axes]
    assert labels == ["candidates evaluated", "images trained on", "CPU seconds spent"]


def test_seconds_of_a_device_are_an_axis_where_there_are_any(searches):
    for each in searches:
        each.spent["device_s"] = each.spent["cpu_s"] / 10
    (picture,) = progress(searches, ["lcmnas", "random_search"]).pictures
    assert [axes.get_xlabel() for axes in picture.draw().axes][2:] == [
        "CPU seconds spent",
        "device seconds spent",
    ]


def test_ablations_get_a_figure_of_their_own_beside_the_reference(searches):
    searches.append(search("random_layer", 0, [1e9, 2e9], [0.1, 0.2]))
    section = progress(searches, ["lcmnas", "random_search", "random_layer"])
    main, switched_off = (
        [text.get_text() for text in picture.draw().legends[0].get_texts()] for picture in section.pictures
    )
    assert main == ["LCMNAS", "random search"]
    assert switched_off == ["LCMNAS", "random layer"]


def test_costs_that_do_not_overlap_are_not_compared(searches):
    late = [search("lcmnas", 0, [8e9, 9e9], [0.5, 0.6]), searches[2]]
    assert "random search 70.00%" in progress(late, ["lcmnas", "random_search"]).finding
    assert "LCMNAS" not in progress(late, ["lcmnas", "random_search"]).finding


def test_nothing_to_show_is_said():
    assert progress([], ["lcmnas"]).finding == "No candidate has a validation accuracy."
