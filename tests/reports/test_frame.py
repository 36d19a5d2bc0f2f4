from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from reports.frame import FrameError, optional, plain, required, rows_of


def test_missing_columns_are_all_named_beside_those_present():
    frames = {"leaderboard": pd.DataFrame({"proxy": ["params"], "tau": [0.5]})}
    with pytest.raises(FrameError, match=r"'leaderboard' lacks n, seeds; present: proxy, tau"):
        required(frames, "leaderboard", ("proxy", "n", "tau", "seeds"))


def test_an_absent_frame_is_named_beside_those_given():
    with pytest.raises(FrameError, match=r"no frame 'scores'; given: failures, leaderboard"):
        required({"leaderboard": pd.DataFrame(), "failures": pd.DataFrame()}, "scores", ())


def test_an_empty_frame_is_refused_where_required_and_none_where_optional():
    frames = {"anchors": pd.DataFrame({"proxy": []})}
    with pytest.raises(FrameError, match="'anchors' has no rows"):
        required(frames, "anchors", ("proxy",))
    assert optional(frames, "anchors", ("proxy",)) is None
    assert optional(frames, "published", ("proxy",)) is None


def test_an_optional_frame_with_rows_must_have_its_columns():
    with pytest.raises(FrameError, match="lacks tau"):
        optional({"anchors": pd.DataFrame({"proxy": ["params"]})}, "anchors", ("proxy", "tau"))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (np.float64(0.5), 0.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (float("nan"), None),
        (float("inf"), None),
        (np.float32("nan"), None),
        (pd.NA, None),
        (pd.NaT, None),
        (None, None),
        ("text", "text"),
    ],
)
def test_cells_become_plain_python(cell: object, expected: object):
    found = plain(cell)
    assert found == expected
    assert type(found) is type(expected)


def test_rows_keep_the_order_of_the_frame_and_only_the_columns_asked_for():
    frame = pd.DataFrame({"b": [2.0, np.nan], "a": ["x", None], "c": [1, 2]})
    assert rows_of(frame, ("a", "b")) == [{"a": "x", "b": 2.0}, {"a": None, "b": None}]
