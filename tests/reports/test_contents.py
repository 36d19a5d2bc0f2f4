from __future__ import annotations

import pytest

from lcmnas_core.errors import UnknownName
from reports.contents import contents
from reports.frame import FrameError


def test_one_population_needs_no_suffix_and_missing_frames_no_section(make_run, make_frames):
    frames = make_frames()
    del frames["proxy_pairs"]
    names = [section.name for section in contents(make_run(), frames)]
    assert names == ["leaderboard", "cost", "scatter", "architectures", "failures"]


def test_each_population_gets_its_own_sections_in_the_order_of_the_run(make_run, make_frames):
    frames = make_frames(populations=("a sample", "Sub space"))
    parts = contents(make_run(populations=("Sub space", "a sample")), frames)
    assert [block.key for block in parts.blocks] == ["sub-space", "a-sample"]
    names = [section.name for section in parts]
    assert names[:2] == ["leaderboard-sub-space", "cost-sub-space"]
    assert len(set(names)) == len(names) == 11


def test_populations_of_run_and_frames_must_be_the_same(make_run, make_frames):
    with pytest.raises(FrameError, match=r"'leaderboard' holds populations all; the run names live, dead"):
        contents(make_run(populations=("live", "dead")), make_frames())


def test_scores_without_truth_omit_the_scatter_in_one_line(make_run, make_frames):
    frames = make_frames()
    frames["scores"] = frames["scores"].drop(columns="truth")
    scatter = next(section for section in contents(make_run(), frames) if section.name == "scatter")
    assert scatter.pictures == ()
    assert scatter.omitted == (
        "Score against accuracy: accuracies of planted (test_accuracy) are not at hand",
    )


def test_only_the_lowest_seed_is_drawn_and_listed(make_run, make_frames):
    parts = contents(make_run(), make_frames(archs=4))
    table = next(section for section in parts if section.name == "architectures").tables[0]
    # place 1, params (rank 0), seed 3: (1 * 7 + 3) % 4 + .25 = 2.25; seed 5 would give 0.25
    row = next(row for row in table.rows if row["arch"] == "|conv~1|+|skip~001|")
    assert row["params"] == 2.25


def test_a_suite_without_a_page_is_named(make_run, make_frames):
    with pytest.raises(
        UnknownName, match="no page of suite named 'proxy-rankin'; did you mean 'proxy-ranking'"
    ):
        contents(make_run(suite="proxy-rankin"), make_frames())
