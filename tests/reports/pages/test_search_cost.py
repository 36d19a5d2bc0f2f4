from __future__ import annotations

import pandas as pd
import pytest

from reports.contents import contents
from reports.frame import FrameError
from tests.reports.example_costs import COSTS_RUN, cost_frames

ON_A_LANDSCAPE = ["final-quality", "regret", "ranks", "reach", "overhead", "locality", "shrinkage"]


def names(frames) -> list[str]:
    return [section.name for section in contents(COSTS_RUN, frames)]


def test_each_landscape_has_its_sections_and_the_rest_is_shared():
    assert names(cost_frames()) == [
        *(f"{each}-hills" for each in ON_A_LANDSCAPE),
        *(f"{each}-words" for each in ON_A_LANDSCAPE),
        *("ranks-over-landscapes", "costs", "literature", "published-costs", "failures"),
    ]


def test_networks_that_are_no_landscape_have_their_locality_beside():
    frames = cost_frames(("hills",))
    rows = frames["locality"]
    frames["locality"] = pd.concat([rows, rows.assign(landscape="macro_mini")])
    found = {section.name: section.title for section in contents(COSTS_RUN, frames)}
    assert found["locality"] == "Locality"
    assert found["locality-macro-mini"] == "Locality of macro_mini"


def test_one_landscape_needs_no_suffix_and_three_frames_are_enough():
    frames = cost_frames(("hills",))
    kept = {name: frames[name] for name in ("landscapes", "curves", "finals")}
    assert names(kept) == ["final-quality", "regret", "failures"]


def test_a_landscape_on_which_no_search_is_whole_has_no_block():
    frames = cost_frames()
    for name in ("curves", "finals"):
        frames[name] = frames[name][frames[name]["landscape"] == "words"]
    assert [block.population for block in contents(COSTS_RUN, frames).blocks] == ["words"]


def test_the_headline_says_what_searches_see_and_are_held_to():
    facts = dict(contents(COSTS_RUN, cost_frames()).headline)
    assert facts["words"] == (
        "729 architectures; budget 50 evaluations; shown: validation accuracy; held to: test accuracy"
    )
    assert facts["Strategies (4)"] == "random search, LCMNAS, cells (ours), LISSNAS and best by params"
    assert facts["Seeds"] == "40 searches of each on each landscape"
    assert facts["Rows"] == "512 ok, 1 timeout"


def test_failures_are_counted():
    (section,) = (each for each in contents(COSTS_RUN, cost_frames()) if each.name == "failures")
    assert section.finding == "1 row of 513 (0.19%): 1 timeout. Most in LISSNAS (1)."


@pytest.mark.parametrize("name", ["landscapes", "curves", "finals"])
def test_a_required_frame_that_is_absent_or_short_is_named(name):
    frames = cost_frames(("hills",))
    with pytest.raises(FrameError, match=f"no frame '{name}'"):
        names({other: frame for other, frame in frames.items() if other != name})
    with pytest.raises(FrameError, match=f"frame '{name}' lacks unit"):
        names(frames | {name: frames[name].drop(columns="unit")})


def test_searches_on_a_landscape_that_is_not_listed_are_refused():
    frames = cost_frames()
    frames["landscapes"] = frames["landscapes"].iloc[:1]
    with pytest.raises(FrameError, match="'finals' holds words, which frame 'landscapes' lacks"):
        names(frames)
