"""What every suite offers: from a preset to jobs, from stored rows to the frames of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from lcmnas_core.engines.job import Job
from lcmnas_core.engines.rounds import Known
from lcmnas_core.records.measurement import Frozen

from .preset import preset_names

if TYPE_CHECKING:
    import pandas as pd

R = TypeVar("R", bound=Frozen)
Asked = TypeVar("Asked", contravariant=True)


@dataclass(frozen=True)
class Frames:
    """What a report is made of.

    Attributes:
        frames: tables by name, as the report's sections expect them.
        aggregates: every number but those of single architectures, ready for JSON.
        omitted: what could not be made, one line each with the reason.
    """

    frames: dict[str, pd.DataFrame]
    aggregates: dict[str, Any]
    omitted: list[str]


class Analyse(Protocol[Asked]):
    """From stored rows to frames; `aggregates` stands in for a table that is no longer at hand."""

    def __call__(
        self, request: Asked, measurements: pd.DataFrame, aggregates: Mapping[str, Any] | None = None, /
    ) -> Frames:
        """The frames of `request`."""
        ...


@dataclass(frozen=True)
class Suite(Generic[R]):
    """One question. `R` is the suite's request: everything fixed, nothing left to a default.

    Attributes:
        name: also names the runner of its jobs.
        version: raised whenever old and new measurements are no longer comparable.
        question: what it answers, in one sentence.
        package: where its presets lie, as `NAME.toml`.
        options: names of what a preset or a user may set.
        request: from a preset's name (or None) and overriding options to a request.
        restore: from the JSON of a stored request to the request.
        rounds: the request's jobs in rounds; one round may depend on the answers to those before.
        size: how many jobs the rounds have, about.
        frames: from the request and the frame of its measurements to the frames of a report.
        expected_s: seconds that a run takes with so many workers, before any of it was timed; None for suites
            that cannot tell.
        shards: whether parts of a plan can be carried out apart; not where a round depends on all before it.
        run_info: what a page says of the run, by name of the field, as far as request, measurements and
            frames tell.
    """

    name: str
    version: int
    question: str
    package: str
    options: tuple[str, ...]
    request: Callable[[str | None, Mapping[str, object]], R]
    restore: Callable[[Mapping[str, object]], R]
    rounds: Callable[[R, Known], Iterator[Iterable[Job]]]
    size: Callable[[R], int]
    frames: Analyse[R]
    run_info: Callable[[R, pd.DataFrame, Frames], dict[str, Any]]
    expected_s: Callable[[R, int], float] | None = None
    shards: bool = True

    @property
    def presets(self) -> list[str]:
        """Names of the presets that lie beside the suite."""
        return preset_names(self.package)


def suite_of(
    package: str, request: type[R], options: tuple[str, ...], facts: tuple[str, int, str]
) -> Suite[R]:
    """The suite whose parts are the modules of `package`, each loaded when it is first needed.

    Args:
        package: holds `resolve.resolve`, `plan.rounds`, `plan.size`, `analysis.analyse`, `run_info.run_info`.
        request: the model of its requests.
        options: names of what may be set.
        facts: name, version, question.
    """

    def later(module: str, function: str) -> Callable[..., Any]:
        def call(*arguments: object) -> Any:
            return getattr(import_module(f"{package}.{module}"), function)(*arguments)

        return call

    name, version, question = facts
    return Suite(
        name=name,
        version=version,
        question=question,
        package=package,
        options=options,
        request=later("resolve", "resolve"),
        restore=request.model_validate,
        rounds=later("plan", "rounds"),
        size=later("plan", "size"),
        frames=later("analysis", "analyse"),
        run_info=later("run_info", "run_info"),
    )
