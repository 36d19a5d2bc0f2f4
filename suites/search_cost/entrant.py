"""What it takes to enter the arena: settings, where they can be used, and how a search begins."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from lcmnas_core.records.measurement import Setting
from lcmnas_core.strategies.strategy import Strategy

from .ground import Ground
from .ledger import ACCURACY


@dataclass(frozen=True)
class Entrant(ABC):
    """A strategy with its settings: the fields of a subclass are what records name.

    Attributes:
        version: raised whenever equal settings lead to other questions.
        paper: whose method it is, and whose settings.
        tuned_on: landscapes on which this project chose settings: what it does there is no fair test.
    """

    version: ClassVar[str] = "1"
    paper: ClassVar[str]
    tuned_on: ClassVar[tuple[str, ...]] = ()

    def fits(self, ground: Ground) -> bool:
        """Whether all that it asks can be answered on `ground`; everywhere unless it says otherwise."""
        del ground
        return True

    @abstractmethod
    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""

    @property
    def settings(self) -> dict[str, Setting]:
        """Its settings as a record names them."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def by_accuracy(pool: Sequence[Mapping[str, float]]) -> list[float | None]:
    """Fitness is what training gave."""
    return [each.get(ACCURACY) for each in pool]
