from __future__ import annotations

import importlib

import pytest

import lcmnas_core as lc


@pytest.mark.parametrize("name", lc.__all__)
def test_every_public_name_is_there_and_explained(name):
    assert getattr(lc, name) is not None
    assert name in dir(lc)
    assert name == "__version__" or name in str(lc.__doc__)


def test_the_names_are_those_of_their_rooms():
    assert lc.tables.load is importlib.import_module("lcmnas_core.tables").load
    assert lc.metrics.kendall_tau([1, 2, 3], [1, 2, 3]) == 1.0
    assert lc.score is importlib.import_module("lcmnas_core.proxies").score


def test_another_name_is_an_attribute_error_that_lists_them():
    with pytest.raises(AttributeError, match="it has Batch"):
        lc.leaderboard  # noqa: B018
