"""One line for each proxy: agreement with the truth, its interval, what choosing by it brings, its cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lcmnas_core.metrics import (
    MINIMUM_TO_PRINT,
    Kept,
    Policy,
    RankBootstrap,
    bands,
    keep,
    kendall_tau,
    kendall_tau_a,
    partial_tau,
    precision_at,
    regret,
    seed_tau,
    spearman,
    stratified_tau,
    tie_share,
    top_tau,
    weighted_tau,
)

from ..proxy_facts import ProxyFacts
from .measured import Floats, Scored
from .request import Request
from .seed_mean import bootstrap, mean

if TYPE_CHECKING:
    import pandas as pd

BASELINE = "params"
"""What every proxy has to beat."""

Line = dict[str, Any]
Numbers = Callable[[Floats, Floats], float | None]


@dataclass(frozen=True)
class _Ranking:
    """One population, with everything that all proxies are ranked by together."""

    scored: Scored
    drawn: RankBootstrap
    policies: Mapping[Policy, list[dict[str, Kept]]]


def lines(request: Request, scored: Scored, rows: pd.DataFrame) -> list[Line]:
    """The leaderboard of one population, in the order of the request's proxies."""
    directions = request.directions()
    baselines = dict(_baselines(scored))
    policies = {
        policy: [
            keep(
                {name: each[seed] for name, each in scored.values.items()},
                policy,
                higher_is_better=directions,
            )
            for seed in range(request.seeds)
        ]
        for policy in Policy
    }
    drawn = bootstrap({**scored.values, **baselines}, scored.truth, scored.classes)
    ranking = _Ranking(scored, drawn, policies)
    return [
        _line(request, ranking, proxy, rows[rows["estimator"] == proxy.name]) for proxy in request.proxies
    ]


def _baselines(scored: Scored) -> Iterator[tuple[str, Floats]]:
    """The baseline on the architectures that a proxy scored, where it failed on some: that must not tilt."""
    if BASELINE in scored.values:
        for name, values in scored.values.items():
            if np.isnan(values).any():
                yield _baseline_for(name), np.where(np.isnan(values), np.nan, scored.values[BASELINE])


def _baseline_for(name: str) -> str:
    return f"{BASELINE} where {name}"


def _line(request: Request, ranking: _Ranking, proxy: ProxyFacts, rows: pd.DataFrame) -> Line:
    kept = ranking.policies[Policy.DROP][0][proxy.name]
    enough = len(kept.scores) >= MINIMUM_TO_PRINT
    found = _numbers(ranking, proxy) if enough else dict.fromkeys(NUMBERS)
    costs = rows["standalone_cpu_s"].dropna().to_numpy(dtype=np.float64)
    return {
        "population": ranking.scored.population,
        "proxy": proxy.name,
        "version": proxy.version,
        "higher_is_better": proxy.higher_is_better,
        "n": len(kept.scores),
        "coverage": kept.coverage,
        "seeds": request.seeds,
        **found,
        "n_common": len(ranking.policies[Policy.COMMON][0][proxy.name].scores),
        "standalone_cpu_s": float(np.median(costs)) if costs.size else None,
        "standalone_cpu_s_p95": float(np.quantile(costs, 0.95)) if costs.size else None,
        "note": "; ".join(_notes(request, proxy, enough)) or None,
    }


def _numbers(ranking: _Ranking, proxy: ProxyFacts) -> Line:
    name, drawn, better = proxy.name, ranking.drawn, proxy.higher_is_better

    def over_seeds(number: Numbers, policy: Policy = Policy.DROP) -> float | None:
        kept = (each[name] for each in ranking.policies[policy])
        return mean(number(each.scores, ranking.scored.truth[each.rows]) for each in kept)

    interval = drawn.interval(name)
    seeds = [each[name].scores for each in ranking.policies[Policy.DROP]]
    return {
        "tau": drawn.values[name],
        "tau_low": interval.low if interval else None,
        "tau_high": interval.high if interval else None,
        "tau_a": over_seeds(kendall_tau_a),
        "spearman": over_seeds(spearman),
        "weighted_tau": over_seeds(lambda s, t: weighted_tau(s, t, higher_is_better=better)),
        "tie_share": over_seeds(lambda s, _: tie_share(s)),
        "tau_worst": over_seeds(kendall_tau, Policy.WORST),
        "tau_common": over_seeds(_printable_tau, Policy.COMMON),
        "precision_at_10": over_seeds(lambda s, t: precision_at(s, t, higher_is_better=better)),
        "top_decile_tau": over_seeds(top_tau),
        "regret": over_seeds(lambda s, t: regret(s, t, higher_is_better=better)),
        "seed_tau": seed_tau(seeds) if len(seeds) > 1 else None,
        **_beside_size(ranking, name),
        **_against_baseline(drawn, proxy),
    }


NUMBERS = (
    "tau", "tau_low", "tau_high", "tau_a", "spearman", "weighted_tau", "tie_share", "tau_worst", "tau_common",
    "precision_at_10", "top_decile_tau", "regret", "seed_tau", "tau_same_size", "partial_tau",
    "beats_params", "minus_params", "minus_params_low", "minus_params_high",
)  # fmt: skip
"""What is printed from `MINIMUM_TO_PRINT` architectures on."""


def _beside_size(ranking: _Ranking, name: str) -> Line:
    """What is left of tau where the number of parameters says nothing, or is held fixed."""
    sizes = ranking.scored.values.get(BASELINE)
    if sizes is None:
        return dict.fromkeys(("tau_same_size", "partial_tau"))
    kept = [each[name] for each in ranking.policies[Policy.DROP]]
    triples = []
    for each, size in zip(kept, sizes, strict=True):
        known = ~np.isnan(size[each.rows])  # counting is a measurement too, and may be lost
        rows = each.rows[known]
        triples.append((each.scores[known], ranking.scored.truth[rows], size[rows]))
    return {
        "tau_same_size": mean(stratified_tau(s, t, bands(np.maximum(size, 1))) for s, t, size in triples),
        "partial_tau": mean(partial_tau(s, t, size) for s, t, size in triples),
    }


def _printable_tau(scores: Floats, truth: Floats) -> float | None:
    return kendall_tau(scores, truth) if len(scores) >= MINIMUM_TO_PRINT else None


def _against_baseline(drawn: RankBootstrap, proxy: ProxyFacts) -> Line:
    """Tau in the proxy's own direction minus that of the baseline, with its paired interval."""
    empty = dict.fromkeys(("beats_params", "minus_params", "minus_params_low", "minus_params_high"))
    if proxy.name == BASELINE:
        return {**empty, "beats_params": "baseline"}
    reference = next((key for key in (_baseline_for(proxy.name), BASELINE) if key in drawn.values), None)
    found = _directed(drawn, proxy).difference(proxy.name, reference) if reference else None
    if found is None:
        return empty
    if found.interval is None:
        return {**empty, "beats_params": "undecided", "minus_params": found.value}
    low, high = found.interval.low, found.interval.high
    return {
        "beats_params": "yes" if low > 0 else "no" if high < 0 else "undecided",
        "minus_params": found.value,
        "minus_params_low": low,
        "minus_params_high": high,
    }


def _directed(drawn: RankBootstrap, proxy: ProxyFacts) -> RankBootstrap:
    tau = drawn.values[proxy.name]
    if proxy.higher_is_better or tau is None:
        return drawn
    turned = {proxy.name: -drawn.draws[proxy.name]}
    return RankBootstrap({**drawn.values, proxy.name: -tau}, {**drawn.draws, **turned}, drawn.n, drawn.units)


def _notes(request: Request, proxy: ProxyFacts, enough: bool) -> Iterator[str]:
    if not enough:
        yield f"fewer than {MINIMUM_TO_PRINT} architectures"
    if not proxy.higher_is_better:
        yield "lower is better: compared with params by minus its tau"
    if request.networks and proxy.name == "lcmnas":
        yield f"on {request.networks.lcmnas_images} images"
