"""What EcoNAS observed (Zhou et al., arXiv:2001.01233), held to a population of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lcmnas_core.fidelity import Reduction
from lcmnas_core.metrics import Difference

from .difference import numbers, verdict
from .paired import Pair, Paired, is_enough, paired
from .readings import Readings, Signal

SAME_COST = 0.1
"""Settings whose shares of the whole cost differ by less than this part show equally many images."""

CLAIMS = {
    1: "for as many images shown, all of them over fewer epochs rank better than a part of them over more",
    2: "narrower networks rank better than smaller images",
    3: "narrower networks on smaller images rank better than fewer images at a higher cost",
    4: "a score without training ranks better than narrower networks trained on smaller images",
}
"""By number; the fourth is of Abdelfattah et al., arXiv:2101.08134."""
ONE_SIDED = (3,)
"""Those that set a setting against dearer ones: they can be supported or not."""


@dataclass(frozen=True)
class Comparison:
    """Two settings, the first of which is said to rank better."""

    observation: int
    better: Signal
    worse: Signal

    @property
    def pair(self) -> Pair:
        """Both of them."""
        return self.better, self.worse


def observations(readings: Readings) -> Iterator[dict[str, Any]]:
    """One row for each comparison; of the scores in the fourth, the best alone.

    Each is made on the architectures that both settings have; intervals hold for all of a population at once.
    """
    compared = [each for each in comparisons(readings.signals) if is_enough(each.pair)]
    if not compared:
        return
    told = paired(readings, [each.pair for each in compared])
    for each, found in _shown(list(zip(compared, told, strict=True))):
        value, low, high = numbers(found.difference)
        yield {
            **readings.names,
            "observation": each.observation,
            "claim": CLAIMS[each.observation],
            "better": each.better.setting,
            "worse": each.worse.setting,
            "n": found.n,
            "tau_better": found.taus[0],
            "tau_worse": found.taus[1],
            "difference": value,
            "low": low,
            "high": high,
            "cost_better": each.better.price.share,
            "cost_worse": each.worse.price.share,
            "verdict": _judged(each.observation, found.difference),
        }


def _judged(observation: int, difference: Difference | None) -> str:
    """The verdict; that what costs more ranks better contradicts nothing that is said of what is cheap."""
    told = verdict(difference)
    return "undecided" if told == "contradicted" and observation in ONE_SIDED else told


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


def _shown(told: Sequence[tuple[Comparison, Paired]]) -> list[tuple[Comparison, Paired]]:
    """All but the scores that are not the best."""
    defined = [each for each in told if each[0].observation == 4 and each[1].taus[0] is not None]
    best = max(defined, key=lambda each: each[1].taus[0] or 0.0, default=None)
    return [each for each in told if each[0].observation != 4 or each is best]
