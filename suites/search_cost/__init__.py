"""The suite `search-cost`: which search finds the better network for the same money."""

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
    """Replay the searches that `identities` name; one outcome for each, in order."""
    from .job import outcomes

    return outcomes(task, identities)


QUESTION = "For the same cost, which search finds the better network?"
SUITE: Suite[Request] = suite_of(__name__, Request, tuple(Options.model_fields), (NAME, VERSION, QUESTION))
