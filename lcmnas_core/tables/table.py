"""A loaded table: typed access to truth, per-seed truth, cost and sizes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lcmnas_core.errors import UnknownName, UsageError
from lcmnas_core.tables.schema import FACTORS, Column, SplitName, TableCard

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Table:
    """A card, its numbers as stored, and the SHA-256 of the file they came from.

    Attributes:
        frame: one row per architecture, indexed by its canonical string (`arch`), in stored units; read
            values through the methods, which give fractions, seconds and plain counts.
        trainings: one row per training with epoch curves, for tables in that layout.
    """

    card: TableCard
    frame: pd.DataFrame
    sha256: str
    trainings: pd.DataFrame | None = None

    @property
    def populations(self) -> tuple[str, ...]:
        """Names of the sets of architectures that must not be pooled; empty when there is only one."""
        return tuple(self.card.populations)

    def restrict(self, population: str) -> Table:
        """The same table with the rows of one population.

        Raises:
            UnknownName: the table has no such population.
        """
        if population not in self.card.populations:
            raise UnknownName(f"population of table {self.card.name}", population, self.card.populations)
        kept = {population: self.card.populations[population]}
        trainings = self.trainings
        return replace(
            self,
            card=self.card.model_copy(update={"populations": kept}),
            frame=self.frame[self.frame["population"] == population],
            trainings=None if trainings is None else trainings[trainings["population"] == population],
        )

    def column(self, name: str) -> Column:
        """The column called `name`.

        Raises:
            UnknownName: no such column.
        """
        found = {each.name: each for each in self.card.columns}
        if name not in found:
            raise UnknownName(f"column of table {self.card.name}", name, found)
        return found[name]

    def values(self, column: Column) -> pd.Series[float]:
        """The numbers of `column` by architecture, as fractions, seconds or plain counts; NaN: not measured.

        Raises:
            UsageError: several populations would be pooled.
        """
        if len(self.populations) > 1:
            names = " or ".join(map(repr, self.populations))
            raise UsageError(f"table {self.card.name} holds populations never pooled: restrict it to {names}")
        factor = FACTORS[column.unit]
        stored = self.frame[column.name].astype("float64")
        return stored if factor == 1.0 else stored * factor

    def target_column(
        self,
        dataset: str | None = None,
        split: SplitName | None = None,
        epochs: int | None = None,
        run: int | None = None,
    ) -> Column:
        """The accuracy column that answers to these words; by default that of the longest schedule.

        No split means the test set, or validation where the table has no test accuracy at all.

        Raises:
            UsageError: no column fits; the message says which data sets, splits and epochs there are.
        """
        dataset = dataset or self.card.dataset
        tested = any(each.split == "test" for each in self._accuracies())
        split = split or ("test" if tested else "validation")
        fitting = [
            each
            for each in self._accuracies()
            if (each.dataset, each.split, each.run) == (dataset, split, run) and epochs in (None, each.epochs)
        ]
        finished = [each for each in fitting if each.is_finished]
        if not fitting:
            raise UsageError(
                f"table {self.card.name} has no accuracy for dataset {dataset!r}, split {split!r}, "
                f"epochs {epochs or 'any'}, run {'mean' if run is None else run}; it has {self._offers()}"
            )
        return max(finished or fitting, key=lambda each: each.schedule or 0)

    def truth(
        self,
        dataset: str | None = None,
        split: SplitName | None = None,
        epochs: int | None = None,
        seed: int | None = None,
    ) -> pd.Series[float]:
        """Accuracy in [0, 1] by architecture: of one run, or (`seed=None`) the mean over runs.

        Raises:
            UsageError: no column fits, or several populations would be pooled.
        """
        return self.values(self.target_column(dataset, split, epochs, seed))

    def seeds(
        self, dataset: str | None = None, split: SplitName = "validation", epochs: int | None = None
    ) -> pd.DataFrame:
        """Accuracy in [0, 1], one column per run number, one row per architecture; NaN: no such run.

        Raises:
            UsageError: the table stores no single runs for these words.
        """
        import pandas as pd

        dataset = dataset or self.card.dataset
        stored = {each.run for each in self._accuracies() if (each.dataset, each.split) == (dataset, split)}
        runs = sorted(run for run in stored if run is not None)
        if not runs:
            raise UsageError(f"table {self.card.name} stores no single runs of {dataset!r} {split!r}")
        return pd.DataFrame({run: self.truth(dataset, split, epochs, run) for run in runs})

    def seconds(self, dataset: str | None = None, epochs: int | None = None) -> pd.Series[float]:
        """Wall seconds of one training by architecture; the longest schedule unless `epochs` names another.

        Raises:
            UsageError: no column fits, or several populations would be pooled.
        """
        return self.values(self._quantity("cost", "train_seconds", dataset, epochs))

    def quantity(self, metric: str, dataset: str | None = None) -> pd.Series[float]:
        """`params`, `macs` or another size by architecture, as a plain count.

        Raises:
            UsageError: no column fits, or several populations would be pooled.
        """
        return self.values(self._quantity("quantity", metric, dataset, None))

    def _accuracies(self) -> list[Column]:
        columns = self.card.columns
        return [
            each
            for each in columns
            if each.metric == "accuracy" and each.kind == "truth" and not each.variant
        ]

    def _quantity(self, kind: str, metric: str, dataset: str | None, epochs: int | None) -> Column:
        dataset = dataset or self.card.dataset
        fitting = [
            each
            for each in self.card.columns
            if (each.kind, each.metric, each.variant, each.run) == (kind, metric, "", None)
            and each.dataset in (None, dataset)
            and epochs in (None, each.epochs)
        ]
        if not fitting:
            raise UsageError(f"table {self.card.name} has no {metric} for dataset {dataset!r}")
        return max(fitting, key=lambda each: each.schedule or 0)

    def _offers(self) -> str:
        found = {(each.dataset, each.split, each.epochs) for each in self._accuracies()}
        return "; ".join(
            f"{dataset} {split} at {epochs}" for dataset, split, epochs in sorted(found, key=str)
        )
