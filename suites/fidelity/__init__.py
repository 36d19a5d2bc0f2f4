"""The suite `fidelity`: which cheap training settings keep the ranking of full training, and at what cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..suite import Suite, suite_of
from .options import Options
from .request import NAME, VERSION, Request

if TYPE_CHECKING:
    from lcmnas_core.engines.job import JSON
    from lcmnas_core.records.measurement import Identity, Outcome


def run_job(task: dict[str, JSON], identities: Sequence[Identity]) -> list[Outcome]:
    """Score the network that `identities` name; one outcome for each, in order. Imports torch."""
    from ..proxy_ranking.job import outcomes

    return outcomes(task, identities)


QUESTION = "Which cheap training settings keep the ranking of full training, and at what cost?"
SUITE: Suite[Request] = suite_of(__name__, Request, tuple(Options.model_fields), (NAME, VERSION, QUESTION))
