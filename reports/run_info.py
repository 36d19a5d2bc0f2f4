"""What a page says about the run it reports, beside the run's frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RunInfo:
    """Facts of one stored run; nothing here is measured or timed while the page is made.

    Attributes:
        title: heading of the page.
        suite: chooses the page.
        command: what made the records.
        environments: of each place where rows were measured names to values; mappings inside are flattened.
        counts_by_status: stored rows by status (`ok`, `nonfinite`, ...).
        populations: names in the order of the page; each is ranked on its own, never pooled.
        table: whose column `target` counts as truth; None where truth is trained in the run itself.
        table_is_ours: whether the truth column may travel with the page; a table of somebody else's may not.
        settings: what else was fixed, shown like the environment.
        started, finished: stored times as text, never the time of rendering.
    """

    title: str
    suite: str
    suite_version: int
    preset: str
    preset_sha256: str
    space: str
    dataset: str
    images: str
    data_sha256: str
    n_architectures: int
    seeds: tuple[int, ...]
    command: str
    environments: Sequence[Mapping[str, object]]
    counts_by_status: Mapping[str, int]
    lcmnas_version: str
    populations: tuple[str, ...] = ()
    table: str | None = None
    table_sha256: str | None = None
    table_is_ours: bool = False
    target: str | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    started: str | None = None
    finished: str | None = None
