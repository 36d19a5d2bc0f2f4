"""Searches: a strategy asks, evaluations answer, and every answer is a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lcmnas_core.engines.job import JSON
    from lcmnas_core.records.measurement import Identity, Outcome


def run_job(task: dict[str, JSON], identities: Sequence[Identity]) -> list[Outcome]:
    """Evaluate the network that `identities` name; one outcome for each, in order. Imports torch."""
    from lcmnas_core.search.job import outcomes

    return outcomes(task, identities)
