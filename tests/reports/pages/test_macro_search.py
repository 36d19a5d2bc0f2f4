from __future__ import annotations

import pandas as pd
import pytest

from lcmnas_core.errors import UsageError
from reports.contents import contents
from reports.frame import FrameError
from tests.reports.example_search import SEARCH_RUN, search_frames


@pytest.fixture
def frames() -> dict[str, pd.DataFrame]:
    return search_frames(6)


def names(frames: dict[str, pd.DataFrame]) -> list[str]:
    return [section.name for section in contents(SEARCH_RUN, frames)]


def test_every_frame_has_its_section(frames):
    assert names(frames) == [
        "finals",
        "progress",
        "ablations",
        "sizes",
        "networks",
        "mixture",
        "phases",
        "draws",
        "failures",
    ]


def test_two_frames_are_enough(frames):
    kept = {name: frames[name] for name in ("searches", "evaluations")}
    assert names(kept) == ["finals", "progress", "ablations", "sizes", "networks", "draws", "failures"]


def test_without_ablations_there_is_no_section_of_them():
    assert "ablations" not in names(search_frames(4, ("lcmnas", "random_search")))


def test_the_headline_counts_searches_and_candidates(frames):
    facts = dict(contents(SEARCH_RUN, frames).headline)
    assert facts["Searches"] == (
        "LCMNAS (5 seeds), random search (5 seeds), regularized evolution (5 seeds) and "
        "random layer (3 seeds)"
    )
    # 18 searches of 6 candidates
    assert facts["Candidates evaluated"] == "108"


def test_colours_of_methods_come_with_this_page_only(frames):
    assert contents(SEARCH_RUN, frames).styles == ("searches.css",)


def test_failures_are_told_by_method_as_the_page_calls_it(frames):
    (section,) = (section for section in contents(SEARCH_RUN, frames) if section.name == "failures")
    assert section.finding == "1 row of 720 (0.14%): 1 oom. Most in LCMNAS (1)."


@pytest.mark.parametrize("name", ["searches", "evaluations"])
def test_a_required_frame_that_is_absent_or_short_is_named(frames, name):
    with pytest.raises(FrameError, match=f"no frame '{name}'"):
        names({other: frame for other, frame in frames.items() if other != name})
    with pytest.raises(FrameError, match=f"frame '{name}' lacks params"):
        names(frames | {name: frames[name].drop(columns="params")})


def test_evaluations_of_no_search_are_refused(frames):
    frames["searches"] = frames["searches"][frames["searches"]["search"] != "lcmnas/1"]
    with pytest.raises(FrameError, match="'evaluations' holds lcmnas/1, which frame 'searches' lacks"):
        names(frames)


def test_a_network_that_is_no_chain_of_layers_is_refused(frames):
    frames["searches"].loc[0, "arch"] = "Conv9d(x=1)"
    with pytest.raises(UsageError, match="no layer kind 'Conv9d'"):
        names(frames)
