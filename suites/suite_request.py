"""What every suite's request has: where it came from, and what tells it from others."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property

from lcmnas_core.records.measurement import Frozen


class SuiteRequest(Frozen):
    """One resolved run: equal requests plan equal jobs. Stored with the run; restored from its JSON."""

    suite: str
    suite_version: int
    preset: str

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the canonical JSON of every field."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
