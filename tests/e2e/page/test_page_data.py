"""What the page says of the numbers it was given, whichever way they are sorted, filtered or linked."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from reports.contents import contents
from tests.e2e.page.hostile_run import ARCHS, PROXIES, RUN


@pytest.mark.parametrize("key", ["arch", "accuracy", "params", "nwot", "plain"])
def test_sorting_agrees_with_pandas_up_and_down(open_tab, wide, key):
    tab = open_tab()
    first_way_up = key == "arch"
    for ascending in (first_way_up, not first_way_up):
        tab.sort("architectures-live", key)
        expected = wide.sort_values(key, ascending=ascending, kind="stable", na_position="last")
        assert tab.names("architectures-live") == expected["arch"].head(200).tolist()
        header = tab.page.locator(f'[data-table="architectures-live"] th[data-key="{key}"]')
        assert header.get_attribute("aria-sort") == ("ascending" if ascending else "descending")
    assert tab.page.locator('[data-table="architectures-live"] [aria-sort]').count() == 1


def test_undefined_taus_stay_last_whichever_way_the_leaderboard_is_sorted(open_tab):
    tab = open_tab()
    tab.sort("leaderboard-live", "tau")
    assert tab.names("leaderboard-live") == ["nwot", "params", PROXIES[3], "plain"]
    tab.sort("leaderboard-live", "tau")
    assert tab.names("leaderboard-live") == [PROXIES[3], "params", "nwot", "plain"]


def test_the_count_after_filtering_agrees_with_pandas(open_tab, wide):
    tab = open_tab()
    for text, kept in (
        ("CONV~3", wide["arch"].str.contains("conv~3")),
        ("conv~3 params>50000", wide["arch"].str.contains("conv~3") & (wide["params"] > 50_000)),
        ("accuracy<=91%", wide["accuracy"] <= 0.91),
        ("error", wide["nwot"].isna() | wide["arch"].str.contains("error")),
        ("nothing like it", wide["arch"].isna()),
    ):
        assert tab.filter("architectures-live", text) == f"{kept.sum()} of {ARCHS} rows", text
        assert tab.names("architectures-live") == wide["arch"][kept].head(200).tolist(), text
    assert tab.filter("architectures-live", "") == f"{ARCHS} rows"


def test_rows_made_by_the_script_read_like_those_of_the_server(open_tab, frames):
    tab = open_tab()
    table = tab.page.locator('.table[data-table="architectures-live"]')
    assert table.locator("tbody tr").count() == 200
    table.locator("[data-step='1']").click()
    table.locator("[data-step='1']").click()
    assert table.locator(".range").text_content() == "Rows 401 to 450 of 450"
    assert table.locator("[data-step='1']").is_disabled()
    expected = next(part.tables[0] for part in contents(RUN, frames) if part.name == "architectures-live")
    found = table.locator("tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.cells].map(c => c.textContent))"
    )
    assert found == [[column.show(row).text for column in expected.columns] for row in expected.rows[400:]]


def test_pointing_at_a_mark_names_its_architecture_and_values(open_tab, wide):
    page = open_tab().page
    page.locator('[data-table="architectures-live"].explorer canvas').scroll_into_view_if_needed()
    for place in (3, 123, 449):
        point = page.evaluate(
            """(place) => {
              const { x, y } = explorers[0].points.find((point) => point.row === place);
              const box = explorers[0].canvas.getBoundingClientRect();
              return { x: box.left + x, y: box.top + y };
            }""",
            place,
        )
        page.mouse.move(point["x"], point["y"])
        text = page.locator('[data-table="architectures-live"].explorer output').text_content()
        assert text.startswith(wide["arch"][place])
        assert f"accuracy {100 * wide['accuracy'][place]:.2f}%" in text


def test_a_link_brings_back_sorting_filter_choice_and_population(open_tab):
    first = open_tab()
    first.page.locator("label", has_text="dead").click()
    table = "architectures-" + first.page.locator(".population:not([hidden])").get_attribute(
        "data-population"
    )
    first.sort(table, "params")
    first.filter(table, "conv~2")
    first.page.locator(f'.explorer[data-table="{table}"] [data-axis="up"]').select_option("plain")
    row = first.page.locator(f'.table[data-table="{table}"] tbody tr').nth(4)
    row.focus()
    first.page.keyboard.press("Enter")
    second = open_tab("#" + first.page.url.partition("#")[2])
    assert second.page.locator(".population:not([hidden])").count() == 1
    assert second.names(table) == first.names(table)
    outputs = [
        tab.page.locator(f'.explorer[data-table="{table}"] output').text_content() for tab in (first, second)
    ]
    assert outputs[0] == outputs[1]
    assert "plain" in outputs[0]


def test_a_link_to_a_section_opens_its_population(open_tab, frames):
    hidden = [part.name for part in contents(RUN, frames) if part.name.startswith("cost-")][1]
    assert open_tab("#" + hidden).page.locator("#" + hidden).is_visible()


def test_the_csv_holds_what_the_page_was_given(open_tab, wide, tmp_path):
    tab = open_tab()
    tab.filter("architectures-live", "conv~3")
    with tab.page.expect_download() as download:
        tab.page.locator('.table[data-table="architectures-live"] .csv').click()
    assert re.fullmatch(r"[a-z0-9-]+-architectures-live\.csv", download.value.suggested_filename)
    download.value.save_as(tmp_path / "data.csv")
    found = pd.read_csv(tmp_path / "data.csv")
    expected = wide[wide["arch"].str.contains("conv~3")].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected[found.columns], check_dtype=False, rtol=1e-5)
