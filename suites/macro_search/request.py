"""Everything that decides a run of this suite, fully resolved."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lcmnas_core.search.request import VERSION, Search

from ..suite_request import SuiteRequest


class Request(SuiteRequest):
    """Searches on the same images. Stored with the run; restored from its JSON.

    Attributes:
        searches: in the order of the page. Where LCMNAS is among those of a seed, the others of that seed
            may spend as much as it did.
        budget: of what: multiply-adds, or images trained on.
        mixture_table: table on whose networks the estimate is held to long training; None leaves it out.
    """

    suite: Literal["macro-search"] = "macro-search"
    suite_version: int = VERSION
    searches: tuple[Search, ...] = Field(min_length=1)
    budget: Literal["macs", "images"] = "macs"
    mixture_table: str | None = None
    mixture_table_sha256: str | None = None
