"""What searches cost and found by their papers: error, parameters and GPU-days as printed, with source."""

from __future__ import annotations

import csv
from importlib import resources
from typing import Literal

from pydantic import Field, field_validator

from lcmnas_core.records.measurement import Finite, Frozen
from lcmnas_core.tables.published import DATASETS

Evidence = Literal["primary", "secondary", "derived", "unverified"]

FILE = "published_costs.csv"
NASBENCH201 = "NAS-Bench-201"


class PublishedCost(Frozen):
    """One printed row; null is what was not printed. GPUs and protocols differ from row to row.

    On NAS-Bench-201 the error is 100 less the mean test accuracy, and GPU-days are the search seconds of the
    source over 86,400: seconds of the benchmark's tables, for a part.
    """

    method: str
    year: int
    space: str
    search_type: str
    dataset: str
    top1_error: Finite | None = Field(description="test error, per cent")
    params_m: Finite | None
    gpu_days: Finite | None
    source: str
    verified: Evidence = Field(
        description="primary: in the system's own paper, code or read-me; secondary: in another paper's "
        "table; derived: computed from a primary figure; unverified: no source at hand"
    )
    conflict: str = Field(description="in what sources disagree; empty where they are not known to")

    @field_validator("top1_error", "params_m", "gpu_days", mode="before")
    @classmethod
    def _null_where_empty(cls, cell: object) -> object:
        return None if cell == "" else cell

    @property
    def landscape(self) -> str | None:
        """The landscape of this suite that the row is about."""
        known = self.space == NASBENCH201 and self.dataset in DATASETS
        return f"nb201_{DATASETS[self.dataset]}" if known else None


def published_costs() -> tuple[PublishedCost, ...]:
    """Every row, in the file's order."""
    file = resources.files(__package__) / FILE
    with file.open(encoding="utf-8") as text:
        return tuple(map(PublishedCost.model_validate, csv.DictReader(text)))
