"""The page in headless Chromium, offline: what it does, and what it refuses to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reports import render
from reports.contents import contents
from tests.reports.example_run import EXAMPLE_RUN

CHROMIUM = Path("/usr/bin/chromium")
EVIL = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>\"' {{ 7*7 }}"
PROXIES = ("params", "nwot", "plain", "evil " + EVIL)
ARCHS = 450
SCORES_BEGIN = {"params": 1000.0, "nwot": -5.0, "plain": 1e-9, PROXIES[3]: 1e30}

RUN = replace(
    EXAMPLE_RUN,
    title="A page " + EVIL,
    n_architectures=2 * ARCHS,
    seeds=(0,),
    populations=("live", "dead " + EVIL),
    command="lcmnas run " + EVIL,
    environment={"python": EVIL},
    counts_by_status={"ok": 3599, "error": 1},
)


def arch(place: int) -> str:
    return EVIL if place == 0 else f"|conv~{place % 7}|+|skip~{place:03d}|"


def leaderboard() -> pd.DataFrame:
    given = {"params": 0.5, "nwot": 0.7, "plain": None, PROXIES[3]: -0.25}
    row = {
        "version": "1",
        "higher_is_better": True,
        "n": ARCHS,
        "coverage": 1.0,
        "seeds": 1,
        "tau_a": 0.4,
        "spearman": 0.6,
        "weighted_tau": 0.5,
        "tie_share": 0.0,
        "tau_worst": 0.5,
        "tau_common": 0.5,
        "n_common": ARCHS,
        "precision_at_10": 0.3,
        "top_decile_tau": None,
        "regret": 0.01,
        "minus_params": 0.1,
        "minus_params_low": 0.0,
        "minus_params_high": 0.2,
        "standalone_cpu_s_p95": 1.0,
        "seed_tau": None,
        "note": EVIL,
    }
    return pd.DataFrame(
        [
            row
            | {
                "population": population,
                "proxy": proxy,
                "tau": tau,
                "tau_low": None if tau is None else tau - 0.05,
                "tau_high": None if tau is None else tau + 0.05,
                "beats_params": ("baseline", "yes", "no", "undecided")[rank],
                "standalone_cpu_s": 0.1 * (rank + 1),
            }
            for population in RUN.populations
            for rank, (proxy, tau) in enumerate(given.items())
        ]
    )


def scores() -> pd.DataFrame:
    rows = [
        {
            "population": population,
            "arch": arch(place),
            "proxy": proxy,
            "seed": 0,
            "status": "error" if proxy == "nwot" and place == 7 else "ok",
            "score": None if proxy == "nwot" and place == 7 else begin * (1 + (place * 37) % 100),
            "truth": 0.9 + place / 10_000,
        }
        for population in RUN.populations
        for proxy, begin in SCORES_BEGIN.items()
        for place in range(ARCHS)
    ]
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    failed = {
        "population": "live",
        "arch": arch(7),
        "proxy": "nwot",
        "seed": 0,
        "status": "error",
        "reason": EVIL,
    }
    return {"leaderboard": leaderboard(), "scores": scores(), "failures": pd.DataFrame([failed])}


@pytest.fixture(scope="module")
def address(frames: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(render(RUN, frames), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


class Tab:
    """A page in a context of its own, with everything it asked for or complained about."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.context = browser.new_context(
            offline=True, **{"viewport": {"width": 1280, "height": 900}} | options
        )
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)

    def names(self, table: str) -> list[str]:
        """The first cell of every row that is drawn."""
        rows = self.page.locator(f'[data-table="{table}"] tbody th')
        return [text.strip() for text in rows.all_text_contents()]

    def sort(self, table: str, key: str) -> None:
        self.page.locator(f'.table[data-table="{table}"] th[data-key="{key}"] button').evaluate(
            "b => b.click()"
        )

    def filter(self, table: str, text: str) -> str:
        """Type a filter and read the live count."""
        self.page.locator(f'.table[data-table="{table}"] input[type=search]').fill(text)
        return str(self.page.locator(f'.table[data-table="{table}"] .count').text_content())


@pytest.fixture
def open_tab(browser: Any, address: str) -> Iterator[Any]:
    tabs: list[Tab] = []

    def open_one(fragment: str = "", **options: Any) -> Tab:
        tabs.append(Tab(browser, address + fragment, **options))
        return tabs[-1]

    yield open_one
    for tab in tabs:
        tab.context.close()


@pytest.fixture
def wide(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The architectures of the first population as the page should hold them: by name, a column per proxy."""
    live = frames["scores"][frames["scores"]["population"] == "live"]
    table = live.pivot(index="arch", columns="proxy", values="score").sort_index().reset_index()
    return table.merge(live[["arch", "truth"]].drop_duplicates(), on="arch").rename(
        columns={"truth": "accuracy"}
    )


def test_it_asks_for_nothing_complains_of_nothing_and_runs_nothing_of_the_data(open_tab, address):
    tab = open_tab()
    tab.page.wait_for_timeout(100)
    assert tab.requests == [address]
    assert tab.complaints == []
    assert tab.page.evaluate("window.pwned") is None
    assert tab.page.locator("h1").text_content() == RUN.title
    assert tab.page.locator("pre code").text_content() == RUN.command
    assert EVIL in tab.names("architectures-live")


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


def test_the_theme_follows_the_system_and_the_button_overrides(open_tab):
    background = "getComputedStyle(document.body).backgroundColor"
    for system, other in (("light", "dark"), ("dark", "light")):
        page = open_tab(color_scheme=system).page
        before = page.evaluate(background)
        assert page.locator("#theme").text_content() == f"{other.capitalize()} theme"
        page.locator("#theme").click()
        assert page.evaluate(background) == open_tab(color_scheme=other).page.evaluate(background) != before
        page.locator("#theme").click()
        assert page.evaluate(background) == before


CONTRAST = """() => {
  const light = (text) => {
    const parts = text.match(/[\\d.]+/g).slice(0, 3).map((x) => x / 255)
      .map((x) => (x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const selectors = ["h1", ".finding", "dt", "dd", "nav a", "figcaption", "thead button", "tbody td", "small",
                     ".good", ".bad", ".unsure", ".quiet", "#theme", ".count", "figure svg text"];
  return selectors.map((selector) => {
    const element = document.querySelector(selector), style = getComputedStyle(element);
    const ink = light(element.closest("svg") && style.fill !== "none" ? style.fill : style.color);
    return [selector, (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_keeps_a_contrast_of_four_and_a_half(open_tab, scheme):
    ratios = dict(open_tab(color_scheme=scheme).page.evaluate(CONTRAST))
    assert {selector: ratio for selector, ratio in ratios.items() if ratio < 4.5} == {}


def test_everything_can_be_reached_and_used_by_keyboard(open_tab):
    page = open_tab().page
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim().slice(0, 40)"))
        if reached[-1] == "τ":
            break
    assert reached[0] == "Skip to the leaderboard"
    assert "Dark theme" in reached
    page.keyboard.press("Enter")
    assert (
        page.locator('[data-table="leaderboard-live"] th[data-key="tau"]').get_attribute("aria-sort")
        == "descending"
    )


def test_arrow_keys_walk_the_rows_and_name_the_architecture(open_tab, wide):
    page = open_tab().page
    page.locator('[data-table="architectures-live"] tbody tr').first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert (
        page.locator('[data-table="architectures-live"].explorer output')
        .text_content()
        .startswith(wide["arch"][2])
    )
    page.keyboard.press("Home")
    assert (
        page.locator('[data-table="architectures-live"].explorer output')
        .text_content()
        .startswith(wide["arch"][0])
    )


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


def test_no_sideways_scrolling_on_a_phone(open_tab):
    page = open_tab(viewport={"width": 390, "height": 844}).page
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_print_shows_all_populations_and_cuts_no_column(open_tab):
    page = open_tab(viewport={"width": 688, "height": 970}).page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    cut = "cells => cells.filter(c => c.getBoundingClientRect().right > 688.5).length"
    assert page.locator("th, td, svg").evaluate_all(cut) == 0
    assert page.locator(".population").evaluate_all("all => all.every(b => b.offsetHeight > 0)")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(252, 252, 250)"


def test_without_script_all_is_there_but_the_controls(open_tab):
    page = open_tab(java_script_enabled=False).page
    assert page.locator("section[id^=leaderboard] tbody tr").count() == 8
    assert all(figure.is_visible() for figure in page.locator("figure svg").all())
    assert page.locator('[data-table="architectures-live"] tbody tr').count() == 200
    assert page.locator("button:visible").filter(has_text="Download").count() == 0
    assert page.locator("#theme").is_hidden()
