from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.seeding import rng_for, seed_for

NAMES = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x1f")), min_size=1, max_size=4)


def test_a_seed_is_the_start_of_a_digest() -> None:
    # First 8 bytes of SHA-256 of the names joined by the unit separator, top bit cleared by a shift.
    digest = hashlib.sha256(b"batch\x1f3").hexdigest()
    assert seed_for("batch", 3) == int(digest[:16], 16) // 2


@given(NAMES)
def test_seeds_fit_63_bits_and_repeat(names: list[str]) -> None:
    assert 0 <= seed_for(*names) < 2**63
    assert seed_for(*names) == seed_for(*names)


@given(NAMES, NAMES)
def test_other_names_are_other_seeds(one: list[str], other: list[str]) -> None:
    assert (seed_for(*one) == seed_for(*other)) == (one == other)


def test_where_a_name_ends_counts() -> None:
    assert seed_for("ab", "c") != seed_for("a", "bc")


def test_generators_of_equal_names_draw_alike() -> None:
    assert rng_for("a", 1).integers(2**62) == rng_for("a", 1).integers(2**62)
    assert rng_for("a", 1).integers(2**62) != rng_for("a", 2).integers(2**62)
