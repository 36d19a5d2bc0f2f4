from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from lcmnas_core.architectures.block_chain import BlockChain
from lcmnas_core.spaces import SPACES
from lcmnas_core.spaces.nas_bench_macro import NAS_BENCH_MACRO

chains = st.tuples(*[st.integers(0, 2)] * 8).map(BlockChain)


def test_it_lists_the_strings_of_the_table_in_its_order() -> None:
    written = [NAS_BENCH_MACRO.format(chain) for chain in NAS_BENCH_MACRO]
    # Eight digits count up to the base of three.
    assert written == [np.base_repr(number, 3).zfill(8) for number in range(6_561)]


@given(chains)
def test_neighbours_are_the_sixteen_at_one_block_and_never_the_same_network(chain: BlockChain) -> None:
    neighbours = list(NAS_BENCH_MACRO.neighbours(chain))
    assert len(set(neighbours)) == 16
    for neighbour in neighbours:
        assert sum(ours != theirs for ours, theirs in zip(chain.blocks, neighbour.blocks, strict=True)) == 1
        assert neighbour.settled != chain.settled


def test_every_operation_is_drawn_alike_at_every_place() -> None:
    rng = np.random.default_rng(11)
    drawn = np.array([NAS_BENCH_MACRO.sample(rng).blocks for _ in range(1_200)])
    for place in drawn.T:
        assert chisquare(np.bincount(place, minlength=3)).pvalue > 1e-4


def test_chains_of_another_form_are_not_contained() -> None:
    assert BlockChain((0, 1, 2)) not in NAS_BENCH_MACRO
    assert BlockChain((0, 1, 2, 3, 0, 0, 0, 0)) not in NAS_BENCH_MACRO
    assert "01200120" not in NAS_BENCH_MACRO


def test_it_is_registered_at_the_published_size() -> None:
    assert SPACES["nas_bench_macro"] is NAS_BENCH_MACRO
    assert NAS_BENCH_MACRO.settings.names() == {
        "channels": 32, "input": "3x32x32", "classes": 10, "init": "default",
    }  # fmt: skip
