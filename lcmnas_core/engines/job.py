"""A job: one architecture, one group of estimators, one seed; one row per identity, always."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from lcmnas_core.records.measurement import Identity

JSON = str | int | float | bool | None | list["JSON"] | dict[str, "JSON"]


@dataclass(frozen=True)
class Ask:
    """One value that a job has to deliver."""

    identity: Identity
    dist: str


@dataclass(frozen=True)
class Job:
    """Plain data that a worker can act on.

    Attributes:
        runner: name of the function that does the work: a suite (`"proxy-ranking"`) or `"module:function"`.
        task: what the runner needs besides the identities, as JSON.
        asks: the values wanted; the runner returns exactly one `Outcome` for each, in this order.
    """

    runner: str
    task: dict[str, JSON] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()

    def at(self, folder: Path) -> Job:
        """The same job with a folder named in its task, where it may leave files for later jobs."""
        return replace(self, task={**self.task, "folder": str(folder)})
