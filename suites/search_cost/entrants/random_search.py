"""Random search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from lcmnas_core.strategies.random_search import RandomSearch
from lcmnas_core.strategies.strategy import Strategy

from ..entrant import Entrant
from ..ground import Ground
from .registry import ENTRANTS


@dataclass(frozen=True)
class Random(Entrant):
    """Uniform draws, one at a time."""

    paper: ClassVar[str] = "Bergstra and Bengio, JMLR 13, 2012"

    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""
        return RandomSearch(ground.draw, ground.questions, 1, seed)


ENTRANTS.register("random_search", Random())
