"""How far apart two architectures of equally many places are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from lcmnas_core.errors import UsageError


def hamming_distance(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    r"""In how many places two words of one length differ: edges of cells, positions of chains.

    .. math:: d = \#\{ p : a_p \ne b_p \}

    Raises:
        UsageError: their lengths differ.
    """
    if len(one) != len(other):
        raise UsageError(f"words of {len(one)} and {len(other)} places; expected two of one length")
    return sum(first != second for first, second in zip(one, other, strict=True))
