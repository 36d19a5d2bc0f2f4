"""Draws within limits, from graphs and from spaces that sample by themselves."""

import pytest

from lcmnas_core.errors import UsageError
from lcmnas_core.search.drawing import drawing_of
from lcmnas_core.search.methods import strategy
from lcmnas_core.seeding import rng_for
from lcmnas_core.spaces import SPACES
from lcmnas_core.spaces.wdg_macro.acceptance import Limits

CELLS = {"space": "nasbench201", "channels": 4, "cells": 1, "limits": Limits(params=15_000)}
GRAPHS = {"space": "wdg_macro"}


@pytest.mark.parametrize("changes", [CELLS, GRAPHS], ids=lambda changes: changes["space"])
def test_draws_and_edits_keep_the_limits_and_all_are_counted(small, changes):
    search = small(method="random_search", **changes)
    drawing, space = drawing_of(search), SPACES[search.space]
    one = drawing.draw(rng_for("test", 0))
    drawn = [one, *(drawing.mutated(one, rng_for("test", n)) for n in range(1, 20))]
    for each in drawn:
        counts = drawing.counts(each)
        assert counts == space.counts(space.parse(drawing.format(each)), search.build_settings)
        assert search.limits.broken_by(counts) is None
    assert drawing.accepted == 20
    refused = sum(drawing.rejections.values())
    # What cannot be built has no depth; of a cell everything can be.
    assert drawing.accepted <= sum(drawing.depths.values()) <= drawing.accepted + refused
    assert drawing.draw(rng_for("test", 0)) == one


def test_an_edit_of_a_cell_is_one_of_its_neighbours(small):
    drawing, space = drawing_of(small(method="random_search", **CELLS)), SPACES["nasbench201"]
    one = drawing.draw(rng_for("test", 0))
    around = set(space.neighbours(one))
    assert {drawing.mutated(one, rng_for("test", n)) for n in range(50)} <= around


def test_limits_that_nothing_keeps_end_in_words(small, monkeypatch):
    monkeypatch.setattr("lcmnas_core.search.space_drawing.MOST_DRAWS", 5)
    drawing = drawing_of(small(**{**CELLS, "limits": Limits(params=1)}))
    with pytest.raises(
        UsageError, match="none of 5 draws of nasbench201 is within the limits, 5 were over params"
    ):
        drawing.draw(rng_for("test", 0))


def test_what_draws_from_graphs_has_no_use_for_cells(small):
    search = small(method="lcmnas", **CELLS)
    with pytest.raises(UsageError, match="lcmnas writes networks from graphs"):
        strategy(search, [], drawing_of(search))
