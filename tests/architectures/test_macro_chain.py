from __future__ import annotations

import pytest

from lcmnas_core.architectures.macro_chain import FULL, SEPARABLE, MacroChain
from lcmnas_core.errors import UsageError


def test_layers_pair_operations_and_kernels() -> None:
    chain = MacroChain(46, (FULL, SEPARABLE), (3, 5))
    assert chain.depth == 2
    assert chain.layers == ((FULL, 3), (SEPARABLE, 5))


def test_macro_search_asks_about_separable_chains() -> None:
    assert MacroChain.separable(3, 16) == MacroChain(16, (0, 0, 0), (3, 3, 3))


def test_a_layer_without_a_kernel_is_refused() -> None:
    with pytest.raises(UsageError, match="2 operations but 1 kernels"):
        MacroChain(16, (0, 1), (3,))
