"""The tau that a score without noise would reach, where training noise is known."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..frame import of_population, rows_of
from ..wording import number

COLUMNS = ("population", "kind", "tau", "low", "high", "n", "note")


@dataclass(frozen=True)
class Ceiling:
    """The first ceiling given for a population; `kind` says what agrees with what."""

    kind: str
    tau: float


def ceiling_of(frame: pd.DataFrame | None, population: str) -> Ceiling | None:
    """None where no ceiling with a tau is known."""
    if frame is None:
        return None
    for row in rows_of(of_population(frame, population), COLUMNS):
        if (tau := number(row["tau"])) is not None:
            return Ceiling(str(row["kind"]), tau)
    return None
