"""Everything that decides a run of this suite, fully resolved."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lcmnas_core.data.sizes import Sizes
from lcmnas_core.records.measurement import Frozen, Setting

from ..proxy_facts import ProxyFacts
from ..suite_request import SuiteRequest

NAME = "fidelity"
VERSION = 2
"""History: 1 first released suite; 2 settings are told from whole training by paired differences, means of
several trainings are priced as such, classes are resampled whole."""


class Own(Frozen):
    """A table of our own, with all its trainings."""

    table: str
    sha256: str
    space: str
    dataset: str
    data_sha256: str
    built: dict[str, Setting] = Field(description="how its networks were built, as a record says it")
    sizes: dict[str, Sizes] = Field(description="images by recipe: reductions train on fewer")


class Other(Frozen):
    """A table of somebody else's."""

    table: str
    sha256: str


class Request(SuiteRequest):
    """One resolved run: equal requests plan equal jobs. Stored with the run; restored from its JSON."""

    suite: Literal["fidelity"] = "fidelity"
    suite_version: int = VERSION
    tables: tuple[Own, ...]
    others: tuple[Other, ...]
    proxies: tuple[ProxyFacts, ...]
    image_passes: dict[str, int] = Field(
        {}, description="by proxy, forward passes of one image that a score amounts to, where that is known"
    )
    limit: int | None = Field(description="architectures of each population; null for all")
    batch: int

    @property
    def everything(self) -> tuple[Own | Other, ...]:
        """All tables, in the order of the page."""
        return (*self.tables, *self.others)
