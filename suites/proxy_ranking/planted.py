"""Scores of the synthetic space: a planted tau each, and a count that knows nothing of the truth."""

from __future__ import annotations

from functools import cache

from lcmnas_core.records.measurement import Identity
from lcmnas_core.tables import Table
from lcmnas_core.tables.synthetic import PLANTED, planted_scores, synthetic_table


def score(identity: Identity) -> float:
    """The planted score of one architecture, its noise fixed by proxy, seed and architecture."""
    if identity.estimator == "params":
        return float(_table().quantity("params")[identity.arch])
    tau = PLANTED[identity.estimator]
    return float(planted_scores([identity.arch], tau, identity.estimator, identity.seed)[0])


@cache
def _table() -> Table:
    return synthetic_table()
