"""The notation of EcoNAS and its levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Reduction

LEVELS = st.integers(0, 9)


@given(LEVELS, LEVELS, LEVELS, st.integers(1, 999_999))
def test_notation_is_read_back(c, r, s, e):
    written = Reduction(c, r, s, e)
    assert Reduction.parse(str(written)) == written


def test_levels_by_hand():
    # 36 and 32 over the square roots of 1, 2, 4, 8, 16: 25.5, 12.7 to even; 22.6, 11.3 to the nearest.
    assert [Reduction(c, 0, 0, 1).channels(36) for c in range(5)] == [36, 26, 18, 12, 9]
    assert [Reduction(0, r, 0, 1).side(32) for r in range(5)] == [32, 23, 16, 11, 8]
    assert [Reduction(c, 0, 0, 1).channels(8) for c in range(4)] == [8, 6, 4, 2]
    assert Reduction(2, 0, 3, 1).width_share == 0.5
    assert Reduction(2, 0, 3, 1).sample_share == 0.125
    assert str(Reduction.parse("c4r4s0e60")) == "c4r4s0e60"


@given(LEVELS, st.integers(1, 512))
def test_widths_and_sides_never_grow_nor_vanish(level, full):
    reduced, further = Reduction(level, level, 0, 1), Reduction(level + 2, level + 2, 0, 1)
    assert 1 <= further.channels(full) <= max(reduced.channels(full), 1)
    assert 1 <= further.side(full) <= reduced.side(full) <= full


@pytest.mark.parametrize(
    "text",
    ["", "c1r1s1", "c1r1s1e0", "C1r1s1e1", "c-1r0s0e1", "c1r1s1e1 ", "c1.5r0s0e1", "c01r0s0e1", "c0r0s0e08"],
)
def test_what_is_malformed_is_refused(text):
    with pytest.raises(UsageError):
        Reduction.parse(text)
