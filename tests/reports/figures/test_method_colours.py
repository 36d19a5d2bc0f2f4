from __future__ import annotations

import re

import pytest

from reports.figures.style import ENTRANT_MARKS, MARKS, METHOD_MARKS
from reports.html import text_of
from reports.methods import METHODS, in_order, kind, label
from reports.wording import slug

PAPERS = {"light": "#fcfcfa", "dark": "#14171b"}


def variables(theme: str) -> dict[str, str]:
    sheet = text_of("searches.css")
    block = sheet.split("@media")[0] if theme == "light" else sheet.split("@media")[2]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_method_has_a_mark_that_no_other_has():
    assert set(METHOD_MARKS) == set(METHODS)
    assert len({mark.shape for mark in METHOD_MARKS.values()}) == len(METHODS)
    every = [mark.colour for mark in (*MARKS.values(), *METHOD_MARKS.values(), *ENTRANT_MARKS.values())]
    assert len(set(every)) == len(every)


def test_the_page_draws_methods_as_files_do_and_turns_them_in_the_dark():
    assert variables("light") == {slug(method): mark.colour for method, mark in METHOD_MARKS.items()}
    assert variables("dark").keys() == variables("light").keys()
    sheet = text_of("searches.css")
    assert all(f".{slug(method)} {{ --hue: var(--{slug(method)}); }}" in sheet for method in METHODS)


def test_both_dark_themes_are_the_same():
    _, system, chosen = text_of("searches.css").split("@media")
    assert re.findall(r"--[a-z-]+: #[0-9a-f]{6}", system) == re.findall(r"--[a-z-]+: #[0-9a-f]{6}", chosen)


@pytest.mark.parametrize("theme", PAPERS)
def test_marks_stand_out_from_the_paper(theme):
    # WCAG 2.1, 1.4.11: at least 3 to 1 for what is needed to understand a figure
    faint = {name: contrast(colour, PAPERS[theme]) for name, colour in variables(theme).items()}
    assert {name: ratio for name, ratio in faint.items() if ratio < 3} == {}


def test_unknown_methods_share_one_mark_and_keep_their_names():
    assert kind("zen_search") == "other_method"
    assert label("zen_search") == "zen search"
    assert in_order(["zen_search", "random_both", "a_search", "lcmnas", "lcmnas"]) == [
        "lcmnas",
        "random_both",
        "a_search",
        "zen_search",
    ]
