from __future__ import annotations

import re

import pytest

from reports.figures.entrants import entrant_mark
from reports.figures.style import ENTRANT_MARKS, MARKS, METHOD_MARKS
from reports.html import text_of
from reports.strategies import PICKED, kind, label, picked
from reports.wording import slug
from tests.reports.figures.test_method_colours import PAPERS, contrast

SHEET = text_of("strategies.css")


def variables(place: int) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", SHEET.split("@media")[place]))


def test_strategies_that_are_picked_out_differ_in_colour_and_in_marker():
    marks = [entrant_mark(each) for each in (*PICKED, "somebody_else")]
    assert len({mark.colour for mark in marks}) == len({mark.shape for mark in marks}) == len(marks)
    every = [mark.colour for mark in (*MARKS.values(), *METHOD_MARKS.values(), *ENTRANT_MARKS.values())]
    assert len(set(every)) == len(every)


def test_the_page_draws_strategies_as_files_do_and_both_dark_themes_are_the_same():
    assert variables(0) == {slug(name): mark.colour for name, mark in ENTRANT_MARKS.items()}
    assert variables(1) == variables(2) and variables(2).keys() == variables(0).keys()
    sheets = SHEET + text_of("searches.css")
    assert all(f".{slug(kind(each))} {{ --hue: var(--{slug(kind(each))}); }}" in sheets for each in PICKED)


@pytest.mark.parametrize(("theme", "place"), [("light", 0), ("dark", 2)])
def test_marks_stand_out_from_the_paper(theme, place):
    assert min(contrast(colour, PAPERS[theme]) for colour in variables(place).values()) >= 3


def test_the_leader_is_picked_out_once():
    present = ["econas", "random_search", "lissnas"]
    assert picked(present, "lissnas") == ["lissnas", "random_search"]
    assert picked(present, "econas") == ["lissnas", "random_search", "econas"]


def test_unknown_strategies_keep_their_names():
    assert (label("my_search"), kind("my_search")) == ("my search", "other_method")
