"""The suite `macro-search`: whether LCMNAS finds better networks than its baselines for the same work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lcmnas_core.search.request import NAME, VERSION

from ..suite import Frames, Suite
from .options import Options
from .request import Request

if TYPE_CHECKING:
    import pandas as pd

    from lcmnas_core.engines.job import Job
    from lcmnas_core.engines.rounds import Known


def _request(preset: str | None, overrides: Mapping[str, object]) -> Request:
    from .resolve import resolve

    return resolve(preset, overrides)


def _rounds(request: Request, known: Known) -> Iterator[Iterable[Job]]:
    from .plan import rounds

    return rounds(request, known)


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
    question="Does LCMNAS find better networks than its baselines for the same work?",
    package=__name__,
    options=tuple(Options.model_fields),
    request=_request,
    restore=Request.model_validate,
    rounds=_rounds,
    size=_size,
    frames=_frames,
    run_info=_run_info,
)
