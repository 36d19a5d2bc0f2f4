"""Tables of our own: one row per training, with its epoch curves.

The parquet file has one row per (population, architecture, recipe, seed). An architecture may stand for a
class of cells that train alike (`member_archs`). Curves are lists with one entry per epoch.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from lcmnas_core.errors import StoreError, one_line
from lcmnas_core.tables.parquet import read_arrow
from lcmnas_core.tables.schema import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL = "full"
"""The recipe whose accuracies are the truth; any other is the notation of a reduction (`c2r0s0e24`)."""

Fraction = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0.0, allow_inf_nan=False)]
Loss = Annotated[float, Field(allow_inf_nan=False)]


class Training(Card):
    """One network trained once, or the reason why it was not.

    Accuracies are fractions. `validation_accuracy` is measured every epoch on one fixed copy of the
    images, `checkpoint_accuracy` after the epochs named beside it on all copies, `test_accuracy` after the
    last epoch.
    """

    arch: str = Field(description="canonical string; of a class, its representative")
    population: str
    class_key: str = Field(description="equal for architectures that train alike")
    member_archs: tuple[str, ...] = Field(min_length=1, description="every architecture this row stands for")
    live: bool = Field(description="whether the input reaches the output")
    recipe: str = FULL
    seed: int
    status: Literal["ok", "diverged", "oom", "timeout", "crashed", "error"] = "ok"
    reason: str | None = None
    epochs: int = Field(ge=1, description="length of the schedule")
    params: int = Field(ge=0, description="trainable scalars of the network as trained, reduced or not")
    macs: int = Field(ge=0, description="multiply-adds of the network as trained, one image as it was shown")
    train_seconds: Amount | None = None
    train_loss: tuple[Loss, ...] = ()
    validation_accuracy: tuple[Fraction, ...] = ()
    checkpoint_epochs: tuple[int, ...] = ()
    checkpoint_accuracy: tuple[Fraction, ...] = ()
    test_accuracy: Fraction | None = None

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What makes a training unique in its table."""
        return (self.population, self.arch, self.recipe, self.seed)

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        if self.arch not in self.member_archs:
            raise ValueError(f"{self.arch} is not among its own member_archs")
        if (self.status == "ok") != (self.test_accuracy is not None) or (self.status == "ok") != (
            self.reason is None
        ):
            raise ValueError(f"status {self.status!r} contradicts the test accuracy or the reason")
        if len(self.checkpoint_epochs) != len(self.checkpoint_accuracy):
            raise ValueError("checkpoint_epochs and checkpoint_accuracy differ in length")
        if self.status == "ok" and {len(self.train_loss), len(self.validation_accuracy)} != {self.epochs}:
            raise ValueError(f"curves of {self.epochs} epochs need {self.epochs} entries")
        return self


def _arrow_schema() -> Any:
    import pyarrow as pa

    floats, strings = pa.list_(pa.float64()), pa.list_(pa.string())
    kinds = {
        "member_archs": strings,
        "live": pa.bool_(),
        **dict.fromkeys(("seed", "epochs", "params", "macs"), pa.int64()),
        **dict.fromkeys(("train_seconds", "test_accuracy"), pa.float64()),
        **dict.fromkeys(("train_loss", "validation_accuracy", "checkpoint_accuracy"), floats),
        "checkpoint_epochs": pa.list_(pa.int64()),
    }
    return pa.schema([(name, kinds.get(name, pa.string())) for name in Training.model_fields])


def to_arrow(rows: Sequence[Training]) -> Any:
    """A pyarrow table with one row per training and one column per field."""
    import pyarrow as pa

    return pa.Table.from_pylist([row.model_dump() for row in rows], schema=_arrow_schema())


def read_trainings(path: Path) -> list[Training]:
    """The trainings in a parquet file.

    Raises:
        StoreError: damaged, or a row is no training.
    """
    fields = list(Training.model_fields)
    trainings = []
    for number, record in enumerate(read_arrow(path, fields).select(fields).to_pylist()):
        try:
            trainings.append(Training.model_validate(record))
        except ValueError as error:
            raise StoreError(f"{path}, row {number}: {one_line(error)}") from error
    return trainings
