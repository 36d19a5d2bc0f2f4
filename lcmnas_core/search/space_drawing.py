"""Draws from a space that samples by itself, within the limits of a search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lcmnas_core.architectures.counts import Counts
from lcmnas_core.errors import UsageError
from lcmnas_core.search.request import Search
from lcmnas_core.spaces import SPACES
from lcmnas_core.spaces.space import FiniteSpace
from lcmnas_core.spaces.wdg_macro.accepted import MOST_DRAWS


class SpaceDrawing:
    """Samples and single edits of `search.space`; what is over a limit is rejected before it is built."""

    def __init__(self, search: Search) -> None:
        self.accepted = 0
        self.depths: Counter[int] = Counter()
        self._search, self._space = search, SPACES[search.space]
        self._rejected: Counter[str] = Counter()

    def draw(self, rng: np.random.Generator) -> Any:
        """A sample of the space.

        Raises:
            UsageError: 20,000 samples in a row were over a limit.
        """
        return self._accepted(lambda: self._space.sample(rng))

    def mutated(self, architecture: Any, rng: np.random.Generator) -> Any:
        """A random neighbour in a finite space, a random edit in another.

        Raises:
            UsageError: 20,000 of them in a row were over a limit.
        """
        space = self._space
        if not isinstance(space, FiniteSpace):
            return self._accepted(lambda: space.mutate(architecture, rng))  # type: ignore[attr-defined]
        around = tuple(space.neighbours(architecture))
        return self._accepted(lambda: around[rng.integers(len(around))])

    def counts(self, architecture: Any) -> Counts:
        """What its network costs at the size of the search."""
        return self._space.counts(architecture, self._search.build_settings)

    def format(self, architecture: Any) -> str:
        """The canonical string."""
        return self._space.format(architecture)

    @property
    def rejections(self) -> Mapping[str, int]:
        """Draws over a limit, by limit, most frequent first."""
        return dict(self._rejected.most_common())

    def _accepted(self, draw: Callable[[], Any]) -> Any:
        for _ in range(MOST_DRAWS):
            architecture = draw()
            counts = self.counts(architecture)
            self.depths[counts.layers] += 1
            broken = self._search.limits.broken_by(counts)
            if broken is None:
                self.accepted += 1
                return architecture
            self._rejected[str(broken)] += 1
        (limit, times), *_ = self._rejected.most_common(1)
        raise UsageError(
            f"none of {MOST_DRAWS} draws of {self._search.space} is within the limits, {times} were over "
            f"{limit}; raise them"
        )
