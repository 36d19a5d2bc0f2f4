"""A network of NAS-Bench-Macro: three stages of blocks, one operation each."""

from __future__ import annotations

from dataclasses import dataclass

from lcmnas_core.errors import UsageError

STAGES = (2, 3, 3)
"""Blocks of each stage; the first of a stage halves the side and doubles the channels."""

OPERATIONS = ("identity", "mb3_k3", "mb6_k5")
"""Written 0, 1, 2; `mb6_k5` is an inverted residual that expands 6 times around a 5x5 kernel."""

_DIGITS = frozenset("012")


@dataclass(frozen=True)
class BlockChain:
    """Operations of the eight blocks in order, as indices of `OPERATIONS`; written as eight digits."""

    blocks: tuple[int, ...]

    @classmethod
    def parse(cls, text: str) -> BlockChain:
        """The chain that eight digits write; `str` gives them back.

        Raises:
            UsageError: another length or another digit.
        """
        digits = text.strip()
        if len(digits) != sum(STAGES) or not _DIGITS.issuperset(digits):
            raise UsageError(
                f"malformed architecture {text!r}; expected {sum(STAGES)} digits of 0, 1, 2, as in '22212202'"
            )
        return cls(tuple(map(int, digits)))

    def __str__(self) -> str:
        return "".join(map(str, self.blocks))

    @property
    def settled(self) -> BlockChain:
        """The chain of the same network whose identities stand last in their stages.

        An identity that is not the first of its stage does nothing, so where it stands means nothing: the
        6,561 chains are 9 * 21 * 21 = 3,969 networks, and the published table trained each of those once.
        """
        settled: list[int] = []
        place = 0
        for size in STAGES:
            first, *rest = self.blocks[place : place + size]
            settled += [first, *sorted(rest, key=lambda operation: operation == 0)]
            place += size
        return BlockChain(tuple(settled))
