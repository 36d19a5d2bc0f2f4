"""The suite `proxy-ranking`: whether training-free proxies rank architectures as training does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..suite import Frames, Suite
from .options import Options
from .request import NAME, VERSION, Request

if TYPE_CHECKING:
    import pandas as pd

    from lcmnas_core.engines.job import JSON, Job
    from lcmnas_core.engines.rounds import Known
    from lcmnas_core.records.measurement import Identity, Outcome


def run_job(task: dict[str, JSON], identities: Sequence[Identity]) -> list[Outcome]:
    """Score the network that `identities` name; one outcome for each, in order. Imports torch."""
    from .job import outcomes

    return outcomes(task, identities)


def _request(preset: str | None, overrides: Mapping[str, object]) -> Request:
    from .resolve import resolve

    return resolve(preset, overrides)


def _rounds(request: Request, known: Known) -> Iterator[Iterable[Job]]:
    from .plan import jobs

    yield jobs(request)


def _size(request: Request) -> int:
    from .plan import size

    return size(request)


def _frames(
    request: Request, measurements: pd.DataFrame, aggregates: Mapping[str, Any] | None = None
) -> Frames:
    from .analysis import analyse

    return analyse(request, measurements, aggregates)


def _run_info(request: Request, measurements: pd.DataFrame, frames: Frames) -> dict[str, Any]:
    from .run_info import run_info

    return run_info(request, measurements, frames)


SUITE: Suite[Request] = Suite(
    name=NAME,
    version=VERSION,
    question="Do training-free proxies rank architectures as training does?",
    package=__name__,
    options=tuple(Options.model_fields),
    request=_request,
    restore=Request.model_validate,
    rounds=_rounds,
    size=_size,
    frames=_frames,
    run_info=_run_info,
)
