"""1,024 words with planted ranks: tests the statistics and the engine where nothing is trained."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.hamming import hamming_distance
from lcmnas_core.architectures.letters import LENGTH, LETTERS
from lcmnas_core.errors import Unsupported, UsageError
from lcmnas_core.spaces.space import SPACES

if TYPE_CHECKING:
    from torch import nn


class Synthetic:
    """Words of `LENGTH` letters of `LETTERS`; an architecture is the word itself."""

    name = "synthetic"
    settings = BuildSettings()

    def __len__(self) -> int:
        return int(len(LETTERS) ** LENGTH)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and len(word) == LENGTH and set(word) <= set(LETTERS)

    def __iter__(self) -> Iterator[str]:
        return map("".join, itertools.product(LETTERS, repeat=LENGTH))

    def parse(self, text: str) -> str:
        """The word itself.

        Raises:
            UsageError: wrong length or letters.
        """
        word = text.strip()
        if word not in self:
            raise UsageError(f"malformed architecture {text!r}; expected {LENGTH} letters of {LETTERS!r}")
        return word

    def format(self, word: str) -> str:
        """The word itself."""
        return word

    def sample(self, rng: np.random.Generator) -> str:
        """One word, each letter drawn uniformly."""
        return "".join(LETTERS[index] for index in rng.integers(len(LETTERS), size=LENGTH))

    def neighbours(self, word: str) -> Iterator[str]:
        """The words that differ from `word` in exactly one letter."""
        for place, current in enumerate(word):
            for letter in LETTERS:
                if letter != current:
                    yield word[:place] + letter + word[place + 1 :]

    def distance(self, one: str, other: str) -> int:
        """In how many letters two words differ."""
        return hamming_distance(one, other)

    def build(self, word: str, settings: BuildSettings, seed: int = 0) -> nn.Module:
        """Nothing.

        Raises:
            Unsupported: always.
        """
        raise Unsupported(
            f"architecture {word!r} of the synthetic space is no network; use its planted scores"
        )

    def counts(self, word: str, settings: BuildSettings) -> Counts:
        """Made-up parameters: 1,000 times digit sum + 1."""
        return Counts(params=1_000 * (1 + sum(map(int, word))))


SYNTHETIC = Synthetic()
SPACES.register(SYNTHETIC.name, SYNTHETIC)
