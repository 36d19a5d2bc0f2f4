from __future__ import annotations

import numpy as np
import pytest

from lcmnas_core.errors import LcmnasError
from lcmnas_core.metrics import InvalidScoresError, kendall_tau
from lcmnas_core.metrics.vectors import dense_ranks, table_with_gaps


@pytest.mark.parametrize(
    ("scores", "truth", "said"),
    [
        ([1.0, float("nan")], [1.0, 2.0], "scores holds 1 values that are not finite"),
        ([1.0, 2.0], [float("inf"), float("-inf")], "truth holds 2 values that are not finite"),
        ([1.0, 2.0, 3.0], [1.0, 2.0], "scores has 3 values, truth has 2"),
        ([[1.0, 2.0]], [1.0, 2.0], "scores has shape (1, 2)"),
        (["a", "b"], [1.0, 2.0], "give real numbers"),
        ([1 + 1j, 2.0], [1.0, 2.0], "give real numbers"),
        ([None, 2.0], [1.0, 2.0], "give real numbers"),
    ],
)
def test_what_cannot_be_ranked_is_refused_in_one_line(scores: object, truth: object, said: str) -> None:
    with pytest.raises(InvalidScoresError) as caught:
        kendall_tau(scores, truth)  # type: ignore[arg-type]
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, LcmnasError) and caught.value.exit_code == 2


def test_table_names_the_proxy_at_fault() -> None:
    with pytest.raises(InvalidScoresError, match="snip holds 1 values that are not finite"):
        table_with_gaps({"params": [1, 2], "snip": [float("nan"), float("inf")]})
    with pytest.raises(InvalidScoresError, match="params has 2 values, snip has 3"):
        table_with_gaps({"params": [1, 2], "snip": [1, 2, 3]})
    with pytest.raises(InvalidScoresError, match="at least one proxy"):
        table_with_gaps({})
    with pytest.raises(InvalidScoresError, match="give real numbers"):
        table_with_gaps({"snip": ["high", "low"]})  # type: ignore[list-item]


def test_dense_ranks_by_hand() -> None:
    # Distinct values in order: -1, 0, 3. The two zeros differ in sign only and are equal.
    assert dense_ranks(np.array([3.0, -1.0, 0.0, -0.0, 3.0])).tolist() == [2, 0, 1, 1, 2]
    assert dense_ranks(np.array([])).tolist() == []
