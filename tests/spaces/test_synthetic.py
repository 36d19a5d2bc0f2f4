from __future__ import annotations

import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.synthetic import SYNTHETIC


def test_words_are_four_to_the_fifth() -> None:
    words = list(SYNTHETIC)
    assert (words[0], words[1], words[-1], len(words)) == ("00000", "00001", "33333", 1_024)


def test_a_word_has_15_neighbours() -> None:
    # 5 places, 3 other letters each.
    neighbours = list(SYNTHETIC.neighbours("01230"))
    assert len(neighbours) == 15
    assert "01231" in neighbours
    assert "31230" in neighbours


def test_parameters_grow_with_the_digit_sum() -> None:
    # 1,000 * (1 + 0 + 1 + 2 + 3 + 0)
    assert SYNTHETIC.counts("01230", BuildSettings()).params == 7_000


@pytest.mark.parametrize("text", ["", "0123", "012301", "01234", "0123x", "٠١٢٣٠"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="5 letters of '0123'"):
        SYNTHETIC.parse(text)
