"""Everything that decides a run of this suite, fully resolved."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Literal

from pydantic import Field

from lcmnas_core.records.measurement import Frozen
from lcmnas_core.search.request import VERSION, Search


class Request(Frozen):
    """Searches on the same images. Stored with the run; restored from its JSON.

    Attributes:
        searches: in the order of the page. Where LCMNAS is among those of a seed, the others of that seed
            may spend as much as it did.
        budget: of what: multiply-adds, or images trained on.
        mixture_table: table on whose networks the estimate is held to long training; None leaves it out.
    """

    suite: Literal["macro-search"] = "macro-search"
    suite_version: int = VERSION
    preset: str
    searches: tuple[Search, ...] = Field(min_length=1)
    budget: Literal["macs", "images"] = "macs"
    mixture_table: str | None = None
    mixture_table_sha256: str | None = None

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the canonical JSON of every field."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
