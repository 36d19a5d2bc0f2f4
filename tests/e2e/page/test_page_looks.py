"""How the page looks and behaves, and what it refuses to do."""

from __future__ import annotations

import pytest

from tests.e2e.page.hostile_run import EVIL, RUN


def test_it_asks_for_nothing_complains_of_nothing_and_runs_nothing_of_the_data(open_tab, address):
    tab = open_tab()
    tab.page.wait_for_timeout(100)
    assert tab.requests == [address]
    assert tab.complaints == []
    assert tab.page.evaluate("window.pwned") is None
    assert tab.page.locator("h1").text_content() == RUN.title
    assert tab.page.locator("pre code").text_content() == RUN.command
    assert EVIL in tab.names("architectures-live")


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
