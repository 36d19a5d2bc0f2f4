import numpy as np

from lcmnas_core.spaces.nas_bench_macro import NAS_BENCH_MACRO
from lcmnas_core.spaces.nasbench201 import CONVOLUTION_SUBSPACE
from suites.search_cost.coding import coding_of


def test_words_by_hand():
    coding = coding_of(["ax", "bx", "cx", "ay"])
    assert coding.choices == (3, 2)
    assert coding.tokens["cx"] == (2, 0)
    assert coding.decode((0, 1)) == "ay"
    assert coding.one_hot("cx").tolist() == [0, 0, 1, 1, 0]


def test_spaces_are_coded_whole():
    cells, chains = coding_of(CONVOLUTION_SUBSPACE), coding_of(NAS_BENCH_MACRO)
    assert cells.choices == (3,) * 6 and len(cells.architectures) == 729
    assert chains.choices == (3,) * 8 and len(chains.architectures) == 6_561
    for coding, space in ((cells, CONVOLUTION_SUBSPACE), (chains, NAS_BENCH_MACRO)):
        drawn = space.sample(np.random.default_rng(0))
        assert coding.decode(coding.tokens[drawn]) == drawn
        for near in space.neighbours(drawn):
            assert np.abs(coding.one_hot(near) - coding.one_hot(drawn)).sum() == 2
