"""Has a proxy become worse? The statistics of a gate, without files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics import MINIMUM_FOR_GATE, Comparison, Verdict, compare, kendall_tau

from .measured import Floats

Values = Mapping[str, Floats]
"""Scores by proxy, (seeds, n); NaN marks a failure."""


@dataclass(frozen=True)
class ProxyVerdict:
    """One proxy under one seed, before and now.

    Attributes:
        verdict: `worse`, `better` or `not distinguishable`, in the proxy's own direction.
        old: tau-b of the baseline's raw scores; None where undefined.
        new: tau-b of the run's.
        difference: new - old.
        low, high: its one-sided bounds, simultaneous over proxies and seeds.
        n: architectures scored in both.
    """

    population: str
    proxy: str
    seed: int
    verdict: str
    old: float | None
    new: float | None
    difference: float | None
    low: float | None
    high: float | None
    n: int

    @property
    def line(self) -> str:
        """The verdict in one line."""
        taus = " to ".join("undefined" if tau is None else f"{tau:.3f}" for tau in (self.old, self.new))
        bounds = "" if self.low is None else f", difference {self.low:+.3f} to {self.high:+.3f}"
        where = f"{self.proxy} on {self.population}, seed {self.seed}"
        return f"{where}: {self.verdict} (tau {taus}{bounds}, n = {self.n})"


def verdicts(
    population: str,
    scores: tuple[Values, Values],
    truth: Floats,
    classes: npt.NDArray[Any] | None,
    directions: Mapping[str, bool],
) -> tuple[list[ProxyVerdict], list[str]]:
    """Verdict for every proxy and seed of one population, and notes on those that allow none.

    Args:
        population: its name.
        scores: the baseline's and the run's, same proxies, seeds and architectures.
        truth: (n,).
        classes: label of each architecture's class; whole classes are resampled.
        directions: whether higher is better, by proxy.

    A proxy that had enough scores for a gate and has them no longer is worse; one that never had them gets
    a note.
    """
    old, new = (dict(_by_seed(each)) for each in scores)
    found, notes, comparable = [], [], []
    for key in old:
        before, both = ~np.isnan(old[key]), ~np.isnan(old[key]) & ~np.isnan(new[key])
        if both.sum() >= MINIMUM_FOR_GATE:
            comparable.append(key)
        elif before.sum() >= MINIMUM_FOR_GATE:
            found.append(
                _lost(population, key, kendall_tau(old[key][before], truth[before]), int(both.sum()))
            )
        else:
            notes.append(
                f"{key[0]} on {population}, seed {key[1]}: {int(before.sum())} architectures; "
                f"a verdict needs {MINIMUM_FOR_GATE}"
            )
    if comparable:
        compared = compare(
            {_name(key): old[key] for key in comparable},
            {_name(key): new[key] for key in comparable},
            truth,
            higher_is_better={_name(key): directions[key[0]] for key in comparable},
            clusters=classes,
        )
        found += [_verdict(population, key, compared[_name(key)]) for key in comparable]
    return found, notes


Key = tuple[str, int]


def _by_seed(values: Values) -> Iterator[tuple[Key, Floats]]:
    for name, rows in values.items():
        for seed, row in enumerate(rows):
            yield (name, seed), row


def _name(key: Key) -> str:
    return f"{key[0]}, seed {key[1]}"


def _lost(population: str, key: Key, tau: float | None, n: int) -> ProxyVerdict:
    return ProxyVerdict(population, key[0], key[1], Verdict.WORSE.value, tau, None, None, None, None, n)


def _verdict(population: str, key: Key, found: Comparison) -> ProxyVerdict:
    interval = found.interval
    return ProxyVerdict(
        population=population,
        proxy=key[0],
        seed=key[1],
        verdict=found.verdict.value,
        old=found.old,
        new=found.new,
        difference=found.difference,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        n=found.n,
    )
