"""What a table says about itself: typed columns with units, and a card with provenance and licence."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

Kind = Literal["id", "truth", "cost", "quantity"]
Unit = Literal["", "count", "fraction", "%", "M", "s"]
SplitName = Literal["train", "validation", "test", "validation+test"]

FACTORS: dict[Unit, float] = {"": 1.0, "count": 1.0, "fraction": 1.0, "%": 0.01, "M": 1e6, "s": 1.0}
"""What a stored number is multiplied by to become a plain count, a fraction or seconds."""


class Card(BaseModel):
    """Base of the models here: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(Card):
    """One column of a table, and what its numbers mean."""

    name: str
    kind: Kind
    metric: str = Field(description="accuracy, seconds, params, macs, ...")
    unit: Unit = ""
    dataset: str | None = None
    split: SplitName | None = None
    epochs: int | None = Field(default=None, description="epochs trained when the value was taken")
    schedule: int | None = Field(default=None, description="length of the schedule those epochs belong to")
    run: int | None = Field(default=None, description="seed or run number; null is the mean over runs")
    variant: str = Field(default="", description="empty for the column meant when nothing else is said")
    higher_is_better: bool | None = None
    description: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether the schedule was completed when the value was taken."""
        return self.epochs == self.schedule


class Ceiling(Card):
    """How well two seeds of the truth agree with each other: no proxy can be expected to do better.

    Attributes:
        tau: tau-b between the two, with its 95% interval.
        deviation_between_architectures: standard deviation of the mean accuracy, a fraction.
        deviation_between_seeds: standard deviation of one training around its architecture's mean.
    """

    population: str
    cells: Literal["live", "all"]
    tau: float
    low: float | None = None
    high: float | None = None
    n: int
    deviation_between_architectures: float | None = None
    deviation_between_seeds: float | None = None


class TableCard(Card):
    """Who made a table, how, under which licence, and what its columns are.

    `layout` names the form of the parquet file: `wide` (one row per architecture, `columns` given here)
    or `trainings` (one row per training, the columns follow from the rows).
    """

    card_version: Literal[1] = Field(default=1, description="history: 1 first released card")
    name: str
    title: str
    space: str
    version: str
    rows: int
    layout: Literal["wide", "trainings"] = "wide"
    arch_column: str = "arch"
    columns: tuple[Column, ...] = ()
    dataset: str = Field(description="image set of the truth meant when none is named")
    data_sha256: str | None = None
    populations: dict[str, str] = Field(default_factory=dict, description="never pooled; name to description")
    ours: bool = Field(
        default=False, description="trained by this project, so its truth may be redistributed"
    )
    provenance: tuple[str, ...]
    licence: str
    recipe: dict[str, JsonValue] = Field(default_factory=dict)
    ceilings: tuple[Ceiling, ...] = ()
    sha256: str | None = Field(default=None, description="of the parquet file, where one file is meant")
