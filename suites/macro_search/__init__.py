"""The suite `macro-search`: whether LCMNAS finds better networks than its baselines for the same work."""

from __future__ import annotations

from dataclasses import replace

from lcmnas_core.search.request import NAME, VERSION

from ..suite import Suite, suite_of
from .options import Options
from .plan import paid
from .request import Request

QUESTION = "Does LCMNAS find better networks than its baselines for the same work?"


def _expected_s(request: Request, workers: int) -> float:
    from lcmnas_core.search.estimate import estimate

    return sum(estimate(each, workers, most).seconds for each, most in paid(request))


SUITE: Suite[Request] = replace(
    suite_of(__name__, Request, tuple(Options.model_fields), (NAME, VERSION, QUESTION)),
    expected_s=_expected_s,
    shards=False,
)
