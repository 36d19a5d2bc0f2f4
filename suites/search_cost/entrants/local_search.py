"""Local search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from lcmnas_core.strategies.local_search import LocalSearch
from lcmnas_core.strategies.strategy import Strategy

from ..entrant import Entrant, by_accuracy
from ..ground import Ground
from .registry import ENTRANTS


@dataclass(frozen=True)
class Climbing(Entrant):
    """Local search over whole neighbourhoods, with restarts."""

    paper: ClassVar[str] = "White, Nolen and Savani, arXiv:2005.02960"

    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""
        return LocalSearch(ground.draw, ground.neighbours, ground.questions, by_accuracy, seed)


ENTRANTS.register("local_search", Climbing())
