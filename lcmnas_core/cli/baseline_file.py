"""A baseline as it lies on disk: checked before anything is computed from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, FiniteFloat, ValidationError, model_validator

from lcmnas_core.errors import MissingError, StoreError

SIZE_LIMIT = 64 << 20
"""Bytes; no baseline is larger."""


class Scores(BaseModel):
    """Scores of one population: by proxy, one list per seed, one value per architecture."""

    archs: list[str]
    scores: dict[str, list[list[FiniteFloat | None]]]

    @model_validator(mode="after")
    def _one_for_each(self) -> Scores:
        for proxy, seeds in self.scores.items():
            if any(len(row) != len(self.archs) for row in seeds):
                raise ValueError(f"{proxy} has another number of scores than there are architectures")
        return self


class Baseline(BaseModel):
    """What every baseline has; the rest is its suite's."""

    model_config = ConfigDict(extra="allow")

    format: int
    suite: str
    proxies: dict[str, str]
    populations: dict[str, Scores]
    environment: dict[str, Any]

    @model_validator(mode="after")
    def _scores_of_every_proxy(self) -> Baseline:
        for population, found in self.populations.items():
            missing = self.proxies.keys() - found.scores.keys()
            if missing:
                raise ValueError(f"{population} has no scores of {min(missing)}")
        return self


def read_baseline(path: Path) -> dict[str, Any]:
    """The baseline in a JSON file.

    Raises:
        MissingError: no such file.
        StoreError: it is no baseline.
    """
    if not path.is_file():
        raise MissingError(f"no baseline at {path}; make one with `lcmnas gate DIR --write-baseline {path}`")
    if path.stat().st_size > SIZE_LIMIT:
        raise StoreError(f"{path} is larger than any baseline ({SIZE_LIMIT} bytes)")
    try:
        return Baseline.model_validate_json(path.read_bytes()).model_dump()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise StoreError(f"{path} is not a baseline: {where}: {first['msg']}") from error
