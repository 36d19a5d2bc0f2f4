from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.architectures.block_chain import BlockChain
from lcmnas_core.errors import UsageError

chains = st.tuples(*[st.integers(0, 2)] * 8).map(BlockChain)


def test_digits_are_read_and_written_back() -> None:
    chain = BlockChain.parse(" 01200120\n")
    assert chain.blocks == (0, 1, 2, 0, 0, 1, 2, 0)
    assert str(chain) == "01200120"


@pytest.mark.parametrize("text", ["", "0120012", "012001200", "01200123", "0120 120", "٠1200120", "-1200120"])
def test_anything_but_eight_digits_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="expected 8 digits of 0, 1, 2"):
        BlockChain.parse(text)


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        # Stages of 2, 3 and 3 blocks; the first of each halves the side, so its identity does something.
        ("00|101|021", "00|110|021"),
        ("01|002|000", "01|020|000"),
        ("20|012|201", "20|012|210"),
    ],
)
def test_identities_go_last_in_their_stage_but_for_its_first_block(written: str, settled: str) -> None:
    chain = BlockChain.parse(written.replace("|", ""))
    assert str(chain.settled) == settled.replace("|", "")


@given(chains)
def test_settling_keeps_the_blocks_that_do_something_in_order(chain: BlockChain) -> None:
    def working(blocks: tuple[int, ...]) -> list[tuple[int, ...]]:
        return [
            (blocks[start], *(each for each in blocks[start + 1 : end] if each))
            for start, end in ((0, 2), (2, 5), (5, 8))
        ]

    assert working(chain.settled.blocks) == working(chain.blocks)
    assert chain.settled.settled == chain.settled


def test_there_are_3969_networks() -> None:
    # Behind the first block of a stage stand up to 1 or up to 2 of two operations: 3 * 3, 3 * 7, 3 * 7.
    settled = {BlockChain(blocks).settled for blocks in itertools.product(range(3), repeat=8)}
    assert len(settled) == 9 * 21 * 21
