"""One row of results, ok or failed, and the identity that makes it unique."""

from __future__ import annotations

import hashlib
import json
import math
from datetime import datetime
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION = 2
"""History: 1 first released schema; 2 images trained and multiply-adds spent (null in older rows)."""

Status = Literal["ok", "nonfinite", "oom", "timeout", "crashed", "error", "untraceable", "unsupported"]

Setting = str | int | float | bool | None


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError(f"got {number}; NaN and infinity are never stored: use value=None with a status")
    return number


Finite = Annotated[float, AfterValidator(_finite)]


class Frozen(BaseModel):
    """Base of the record models: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Identity(Frozen):
    """Everything that decides a value, and nothing else: equal identities are the same measurement."""

    suite: str
    suite_version: int
    space: str
    arch: str = Field(description="canonical string of the architecture")
    estimator: str = Field(description="proxy, training recipe or table")
    estimator_version: str
    quantity: str = Field(description="score, validation_accuracy, test_accuracy, train_loss, ...")
    epoch: int | None = Field(default=None, description="null for scores")
    dataset: str
    data_sha256: str
    split: str
    seed: int
    settings: dict[str, Setting] = Field(
        default_factory=dict, description="resolution, batch, init, dtype, ..."
    )
    device_class: str = "cpu"
    threads: int = 1

    @cached_property
    def key(self) -> str:
        """SHA-256 of the canonical JSON of every field: 64 hexadecimal digits."""
        text = json.dumps(self.model_dump(), sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()


class Cost(Frozen):
    """What a value cost; null where it was not or could not be measured, never 0 instead."""

    wall_s: Finite | None = None
    cpu_s: Finite | None = None
    device_s: Finite | None = None
    peak_bytes: int | None = None
    energy_j: Finite | None = None
    repeats: int = 1
    standalone_cpu_s: Finite | None = Field(
        default=None,
        description="build + the passes this value names, each counted whole + its own arithmetic",
    )
    shared_cpu_s: Finite | None = Field(default=None, description="the job's total, equal in all its rows")
    images: int | None = Field(default=None, description="images trained on, each as often as it was shown")
    macs: int | None = Field(
        default=None,
        description="multiply-adds by arithmetic: forward 1, backward to the input 1, full backward 2",
    )


class Failure(Frozen):
    """Why a value is missing."""

    type: str
    message: str
    digest: str = Field(description="first 12 digits of the SHA-256 of type, message and innermost frames")


class Outcome(Frozen):
    """What came back for one identity: a value, or a status with a reason."""

    status: Status
    value: Finite | None = None
    cost: Cost = Cost()
    error: Failure | None = None

    @model_validator(mode="after")
    def _status_agrees(self) -> Self:
        if (self.status == "ok") != (self.value is not None) or (self.status == "ok") != (self.error is None):
            raise ValueError(
                f"status {self.status!r} contradicts value {self.value!r} and error {self.error!r}"
            )
        return self


class Measurement(Frozen):
    """One stored row: identity, outcome, and where and when it was made."""

    schema_version: int = SCHEMA_VERSION
    identity: Identity
    outcome: Outcome
    estimator_dist: str = Field(description="distribution and version that brings the estimator")
    attempt: int = 1
    run_id: str
    env_id: str
    started_at: datetime
    finished_at: datetime
