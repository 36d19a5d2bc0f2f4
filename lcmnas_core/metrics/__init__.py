"""Numbers from scores and truth: rank agreement, selection, uncertainty, failures, verdicts. No torch."""

from lcmnas_core.metrics.ceiling import attenuation_corrected_tau, ceiling_tau, seed_tau
from lcmnas_core.metrics.concordance import Concordance, concordance
from lcmnas_core.metrics.failures import Kept, Policy, keep
from lcmnas_core.metrics.rank import (
    MINIMUM_TO_PRINT,
    bands,
    kendall_tau,
    kendall_tau_a,
    partial_tau,
    spearman,
    stratified_tau,
    tie_share,
    weighted_tau,
)
from lcmnas_core.metrics.selection import precision_at, recall_at, regret, search_regret, top_tau
from lcmnas_core.metrics.uncertainty import (
    MINIMUM_FOR_INTERVAL,
    Difference,
    Interval,
    RankBootstrap,
    bootstrap_rhos,
    bootstrap_taus,
)
from lcmnas_core.metrics.vectors import InvalidScoresError
from lcmnas_core.metrics.verdict import (
    MINIMUM_FOR_GATE,
    Comparison,
    TooFewArchitecturesError,
    Verdict,
    compare,
)

__all__ = [
    "MINIMUM_FOR_GATE",
    "MINIMUM_FOR_INTERVAL",
    "MINIMUM_TO_PRINT",
    "Comparison",
    "Concordance",
    "Difference",
    "Interval",
    "InvalidScoresError",
    "Kept",
    "Policy",
    "RankBootstrap",
    "TooFewArchitecturesError",
    "Verdict",
    "attenuation_corrected_tau",
    "bands",
    "bootstrap_rhos",
    "bootstrap_taus",
    "ceiling_tau",
    "compare",
    "concordance",
    "keep",
    "kendall_tau",
    "kendall_tau_a",
    "partial_tau",
    "precision_at",
    "recall_at",
    "regret",
    "search_regret",
    "seed_tau",
    "spearman",
    "stratified_tau",
    "tie_share",
    "top_tau",
    "weighted_tau",
]
