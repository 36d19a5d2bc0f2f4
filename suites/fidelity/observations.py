"""What EcoNAS observed (Zhou et al., arXiv:2001.01233), held to a population of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lcmnas_core.fidelity import Reduction
from lcmnas_core.metrics import MINIMUM_TO_PRINT, Difference, TauBootstrap, bootstrap_taus

from .readings import Floats, Readings, Signal

SAME_COST = 0.1
"""Settings whose shares of the whole cost differ by less than this part show equally many images."""

CLAIMS = {
    1: "for as many images shown, all of them over fewer epochs rank better than a part of them over more",
    2: "narrower networks rank better than smaller images",
    3: "narrower networks on smaller images rank better than fewer images at a higher cost",
    4: "a score without training ranks better than narrower networks trained on smaller images",
}
"""By number; the fourth is of Abdelfattah et al., arXiv:2101.08134."""


@dataclass(frozen=True)
class Comparison:
    """Two settings, the first of which is said to rank better."""

    observation: int
    better: Signal
    worse: Signal

    @property
    def pair(self) -> tuple[str, str]:
        """What the two are called among all comparisons."""
        one, other = self.better.setting, self.worse.setting
        return f"{one} against {other}", f"{other} against {one}"

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Which architectures have both, (n,)."""
        return ~(np.isnan(self.better.values) | np.isnan(self.worse.values))


def observations(readings: Readings) -> Iterator[dict[str, Any]]:
    """One row for each comparison; of the scores in the fourth, the best alone.

    Each is made on the architectures that both settings have; intervals hold for all of a population at once.
    """
    everything = comparisons(readings.signals)
    compared = [each for each in everything if each.known.sum() >= MINIMUM_TO_PRINT]
    if not compared:
        return
    values = {name: one for each in compared for name, one in zip(each.pair, _directed(each), strict=True)}
    drawn = bootstrap_taus(values, readings.truth, clusters=readings.classes)
    differences = drawn.simultaneous_differences([each.pair for each in compared])
    for each in _shown(compared, drawn):
        better, worse = each.pair
        found = differences[each.pair]
        interval = found.interval if found else None
        yield {
            **readings.names,
            "observation": each.observation,
            "claim": CLAIMS[each.observation],
            "better": each.better.setting,
            "worse": each.worse.setting,
            "n": drawn.n[better],
            "tau_better": drawn.taus[better],
            "tau_worse": drawn.taus[worse],
            "difference": found.value if found else None,
            "low": interval.low if interval else None,
            "high": interval.high if interval else None,
            "cost_better": each.better.price.share,
            "cost_worse": each.worse.price.share,
            "verdict": verdict(found),
        }


def _directed(compared: Comparison) -> Iterator[Floats]:
    """Both settings in their own direction, with a gap wherever either has one."""
    for each in (compared.better, compared.worse):
        yield np.where(compared.known, each.values if each.higher_is_better else -each.values, np.nan)


def verdict(difference: Difference | None) -> str:
    """`supported`, `contradicted` or `undecided`, by the interval."""
    if difference is None or difference.interval is None:
        return "undecided"
    if difference.interval.low > 0:
        return "supported"
    return "contradicted" if difference.interval.high < 0 else "undecided"


def comparisons(signals: Iterable[Signal]) -> Iterator[Comparison]:
    """Every comparison that the settings allow."""
    signals = tuple(signals)
    trained = {Reduction.parse(each.setting): each for each in signals if each.kind in ("reduction", "short")}
    fewer = {each: signal for each, signal in trained.items() if each.s and not (each.c or each.r)}
    both = {each: signal for each, signal in trained.items() if each.c and each.r and not each.s}
    yield from _first(fewer.values(), [each for each in signals if each.kind == "short"])
    for narrow, signal in trained.items():
        small = Reduction(0, narrow.c, 0, narrow.e)
        if narrow == Reduction(narrow.c, 0, 0, narrow.e) and narrow.c and small in trained:
            yield Comparison(2, signal, trained[small])
    for cheap in both.values():
        yield from (Comparison(3, cheap, each) for each in fewer.values() if _share(cheap) < _share(each))
    if both:
        cheapest = min(both.values(), key=_share)
        yield from (Comparison(4, each, cheapest) for each in signals if each.kind == "proxy")


def _first(fewer: Iterable[Signal], short: Iterable[Signal]) -> Iterator[Comparison]:
    for one in short:
        for other in fewer:
            if _share(other) and abs(_share(one) / _share(other) - 1) < SAME_COST:
                yield Comparison(1, one, other)


def _share(signal: Signal) -> float:
    return signal.price.share or 0.0


def _shown(compared: Sequence[Comparison], drawn: TauBootstrap) -> list[Comparison]:
    scores = [each for each in compared if each.observation == 4]
    taus = {each.better.setting: drawn.taus[each.pair[0]] for each in scores}
    defined = [each for each in scores if taus[each.better.setting] is not None]
    best = max(defined, key=lambda each: taus[each.better.setting] or 0.0, default=None)
    return [each for each in compared if each.observation != 4 or each is best]
