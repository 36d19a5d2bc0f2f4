from __future__ import annotations

import re

import pandas as pd
import pytest

from reports import FrameError, render
from reports.contents import contents
from tests.reports.example_fidelity import FIDELITY_RUN, fidelity_frames

SECTIONS = ["settings", "epochs", "observations", "budgets", "ceiling"]


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return fidelity_frames(40)


def only(frames: dict[str, pd.DataFrame], table: str) -> dict[str, pd.DataFrame]:
    return {name: frame[frame["table"] == table] for name, frame in frames.items()}


def test_each_table_and_population_is_a_block_with_the_same_sections(frames):
    parts = contents(FIDELITY_RUN, frames)
    assert [block.population for block in parts.blocks] == [
        "cells, sample",
        "chains, networks",
        "others, all",
    ]
    for block in parts.blocks:
        assert [section.name for section in block.sections] == [f"{name}-{block.key}" for name in SECTIONS]
        assert all(section.finding for section in block.sections)
    assert [section.name for section in parts.shared] == ["failures"]


def test_data_sets_of_one_population_are_never_pooled(frames):
    rows = only(frames, "others")["settings"]
    both = {"settings": pd.concat([rows, rows.assign(dataset="cifar100", n=7)])}
    parts = contents(FIDELITY_RUN, both)
    assert [block.population for block in parts.blocks] == ["others, all, cifar10", "others, all, cifar100"]
    counted = [{row["n"] for row in block.sections[0].tables[0].rows} for block in parts.blocks]
    assert counted == [set(rows["n"]), {7}]


def test_one_population_needs_no_suffix(frames):
    assert [section.name for section in contents(FIDELITY_RUN, only(frames, "cells"))] == [
        *SECTIONS,
        "failures",
    ]


def test_tables_without_reductions_make_a_whole_page_that_says_what_is_missing(frames):
    settings = frames["settings"]
    plain = settings["kind"].isin(["epoch", "loss_sum", "proxy"]) | (settings["cost_ratio"] == 1)
    kept = {"settings": settings[plain], "epochs": frames["epochs"], "ceiling": frames["ceiling"]}
    for block in contents(FIDELITY_RUN, kept).blocks:
        ranked, _, judged, compared, _ = block.sections
        assert "Missing: no training in this table was reduced" in ranked.finding
        assert judged.finding.startswith("None of the four can be judged here")
        assert compared.finding.startswith("Not compared here")


def test_too_few_architectures_for_any_tau_make_a_page_too():
    page = render(FIDELITY_RUN, {})
    assert "No setting ranks enough of these architectures for a τ." in page


def test_the_headline_says_what_each_population_is_held_to(frames):
    facts = dict(contents(FIDELITY_RUN, frames).headline)
    assert facts["cells, sample"] == (
        "40 architectures of mnist5k_rot; held to: test accuracy of trainings under seed 1"
    )
    assert facts["Scores without training"] == "380 ok"


def test_a_frame_that_lacks_a_column_is_named(frames):
    with pytest.raises(FrameError, match="frame 'settings' lacks rho;"):
        contents(FIDELITY_RUN, frames | {"settings": frames["settings"].drop(columns="rho")})


def test_every_number_of_the_settings_can_be_downloaded(frames):
    (table,) = contents(FIDELITY_RUN, only(frames, "chains")).blocks[0].sections[0].tables
    found = pd.DataFrame(table.rows).set_index("setting")
    rows = only(frames, "chains")["settings"].set_index("setting")
    for column in (
        "tau",
        "low",
        "high",
        "rho",
        "rho_low",
        "rho_high",
        "cost_macs",
        "cost_s",
        "cost_ratio",
        "n",
        "begun",
        "minus_whole",
    ):
        pd.testing.assert_series_equal(
            found[column].astype(float).sort_index(), rows[column].astype(float).sort_index()
        )


def test_every_kind_has_its_colour_on_the_page(frames):
    page = render(FIDELITY_RUN, {"settings": only(frames, "cells")["settings"]})
    for name in ("reduction", "short", "epoch", "loss-sum", "proxy"):
        assert f'class="mark {name}"' in page
        assert re.search(rf"\.{name} {{ --hue:", page)


def test_what_failed_is_told_with_its_setting_and_missed_in_it(frames):
    parts = contents(FIDELITY_RUN, frames)
    assert parts.shared[0].finding == "3 nonfinite. Most in c2r2s0e16 (3)."
    cells, chains, _ = (block.sections[0] for block in parts.blocks)
    assert "Not every architecture that was begun has a value: c2r2s0e16 (27 of 30)." in chains.caveat
    assert "was begun" not in cells.caveat


def test_what_else_is_to_be_known_of_a_setting_stands_below_it(frames):
    rows = only(frames, "cells")["settings"]
    noted = rows.assign(note=rows["setting"].map({"c0r0s0e8": "the mean of two trainings"}).fillna(""))
    (block,) = contents(FIDELITY_RUN, {"settings": noted}).blocks
    assert block.sections[0].caveat.endswith("c0r0s0e8: the mean of two trainings.")
