"""Architectures of a finite space as tokens, one for each position, for whoever learns from them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lcmnas_core.architectures.block_chain import BlockChain
from lcmnas_core.architectures.cell import Cell

Tokens = tuple[int, ...]


@dataclass(frozen=True)
class Coding:
    """Both ways between architectures and tokens.

    Attributes:
        choices: how many tokens there are at each position, (p,).
        tokens: by architecture.
        architectures: by tokens.
    """

    choices: Tokens
    tokens: Mapping[Any, Tokens]
    architectures: Mapping[Tokens, Any]

    def decode(self, tokens: Tokens) -> Any:
        """The architecture that `tokens` write."""
        return self.architectures[tokens]

    def one_hot(self, architecture: Any) -> npt.NDArray[np.float64]:
        """One 1 for each position, (sum of choices,)."""
        starts = np.cumsum((0, *self.choices[:-1]))
        coded = np.zeros(sum(self.choices))
        coded[starts + np.array(self.tokens[architecture])] = 1.0
        return coded


def coding_of(architectures: Iterable[Any]) -> Coding:
    """The coding of a whole space, its tokens in the order of the letters' names."""
    letters = {each: _letters(each) for each in architectures}
    columns = [sorted(set(column), key=str) for column in zip(*letters.values(), strict=True)]
    numbers = [{letter: number for number, letter in enumerate(column)} for column in columns]
    tokens = {
        each: tuple(number[letter] for number, letter in zip(numbers, written, strict=True))
        for each, written in letters.items()
    }
    return Coding(
        choices=tuple(map(len, columns)),
        tokens=tokens,
        architectures={written: each for each, written in tokens.items()},
    )


def _letters(architecture: Any) -> tuple[Hashable, ...]:
    if isinstance(architecture, Cell):
        return architecture.operations
    return architecture.blocks if isinstance(architecture, BlockChain) else tuple(architecture)
