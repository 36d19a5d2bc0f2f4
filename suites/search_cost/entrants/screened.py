"""A cheap score decides, or gives a search its beginning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from lcmnas_core.strategies.proxy_argmax import ProxyArgmax
from lcmnas_core.strategies.screening import Screening
from lcmnas_core.strategies.strategy import Strategy
from lcmnas_core.strategies.warm_start import WarmStart

from ..entrant import Entrant
from ..ground import Ground
from .evolution import Draw, Evolution
from .registry import ENTRANTS


@dataclass(frozen=True)
class Argmax(Entrant):
    """The best by a cheap score of random draws, trained once."""

    paper: ClassVar[str] = "Mellor et al., arXiv:2006.04647"

    signal: str
    pool: int = 1_000

    def fits(self, ground: Ground) -> bool:
        """Where the score is known."""
        return self.signal in ground.signals

    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""
        return ProxyArgmax(ground.draw, Screening(self.signal, self.pool), seed)


@dataclass(frozen=True, kw_only=True)
class Warmed(Evolution):
    """Regularized evolution whose first population are the best by a cheap score of random draws."""

    paper: ClassVar[str] = "Abdelfattah et al., arXiv:2101.08134"

    signal: str
    pool: int = 3_000

    def fits(self, ground: Ground) -> bool:
        """Where the score is known."""
        return self.signal in ground.signals

    def make(self, ground: Ground, seed: int) -> Strategy[Any]:
        """A search that begins."""

        def inside(draw: Draw) -> Strategy[Any]:
            return self.drawing(draw, ground, seed)

        return WarmStart(ground.draw, Screening(self.signal, self.pool), inside, seed)


ENTRANTS.register("proxy_argmax_nwot", Argmax("nwot"))
ENTRANTS.register("proxy_argmax_logsynflow", Argmax("logsynflow"))
ENTRANTS.register("proxy_argmax_params", Argmax("params"))
ENTRANTS.register("warm_start_synflow", Warmed(signal="synflow"))
