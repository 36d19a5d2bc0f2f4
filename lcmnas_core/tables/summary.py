"""From single trainings to one row per architecture, as suites read a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lcmnas_core.errors import StoreError
from lcmnas_core.tables.schema import Column, SplitName
from lcmnas_core.tables.trainings import FULL, Training

if TYPE_CHECKING:
    import pandas as pd

_IDS = {
    "population": "populations are never pooled",
    "class_key": "equal for architectures that train alike",
    "member_archs": "every architecture this row stands for",
    "live": "whether the input reaches the output",
}

SIZES = ("params", "macs")


@dataclass(frozen=True)
class _Quantity:
    """A number that every training of one recipe has."""

    stem: str
    recipe: str
    epochs: int
    schedule: int
    split: SplitName | None

    def name(self, run: int | None) -> str:
        """The column's name: stem, seed where there is one, recipe unless it is the full one."""
        parts = (self.stem, "" if run is None else f"seed{run}", "" if self.recipe == FULL else self.recipe)
        return "_".join(filter(None, parts))

    def column(self, run: int | None, dataset: str) -> Column:
        """What the column holds."""
        timed = self.split is None
        return Column(
            name=self.name(run),
            kind="cost" if timed else "truth",
            metric="train_seconds" if timed else "accuracy",
            unit="s" if timed else "fraction",
            dataset=dataset,
            split=self.split,
            epochs=self.epochs,
            schedule=self.schedule,
            run=run,
            variant="" if self.recipe == FULL else self.recipe,
            higher_is_better=not timed,
        )


def _numbers(row: Training) -> Iterator[tuple[_Quantity, float | None]]:
    yield _Quantity("test_accuracy", row.recipe, row.epochs, row.epochs, "test"), row.test_accuracy
    for epoch, accuracy in zip(row.checkpoint_epochs, row.checkpoint_accuracy, strict=True):
        stem = "validation_accuracy" if epoch == row.epochs else f"validation_accuracy_epoch{epoch}"
        yield _Quantity(stem, row.recipe, epoch, row.epochs, "validation"), accuracy
    yield _Quantity("train_seconds", row.recipe, row.epochs, row.epochs, None), row.train_seconds


def _one_schedule_each(trainings: Iterable[Training]) -> None:
    lengths: dict[str, int] = {}
    for row in trainings:
        if lengths.setdefault(row.recipe, row.epochs) != row.epochs:
            raise StoreError(
                f"recipe {row.recipe!r} has trainings of {lengths[row.recipe]} and {row.epochs} epochs"
            )


def summarised(trainings: Sequence[Training], dataset: str) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """One row per (population, architecture): every number per seed, and its mean over seeds.

    A mean is over the seeds under which every architecture of that population and recipe was trained, so that
    a seed in the making changes nothing before it is whole; it is NaN where one of these trainings failed.

    Raises:
        StoreError: trainings of one recipe differ in the length of their schedule.
    """
    import pandas as pd

    _one_schedule_each(trainings)
    long = pd.DataFrame(
        [
            (row.population, row.arch, row.seed, quantity, value)
            for row in trainings
            for quantity, value in _numbers(row)
        ],
        columns=["population", "arch", "seed", "quantity", "value"],
    ).astype({"value": "float64"})
    whole = _whole_seeds(trainings)
    rows = _one_each(trainings)
    keys = pd.MultiIndex.from_tuples(rows, names=["population", "arch"])
    columns = [Column(name=name, kind="id", metric=name, description=text) for name, text in _IDS.items()]
    columns += [_size(name) for name in SIZES]
    numbers = {each.name: [getattr(row, each.name) for row in rows.values()] for each in columns}
    for recipe in sorted({row.recipe for row in trainings} - {FULL}):
        reduced = _one_each(row for row in trainings if row.recipe == recipe)
        for name in SIZES:
            columns.append(_size(name, recipe))
            numbers[columns[-1].name] = [getattr(reduced.get(key), name, None) for key in rows]
    for quantity in dict.fromkeys(long["quantity"]):
        found = _by_seed(long[long["quantity"] == quantity], whole[quantity.recipe]).reindex(keys)
        for run, series in found.items():
            seed = None if run == "mean" else int(str(run))
            columns.append(quantity.column(seed, dataset))
            numbers[quantity.name(seed)] = series.tolist()
    frame = pd.DataFrame(numbers, index=keys.get_level_values("arch"))
    return frame, tuple(columns)


def _one_each(trainings: Iterable[Training]) -> dict[tuple[str, str], Training]:
    """By population and architecture its first row, a whole training wherever there is one."""
    found: dict[tuple[str, str], Training] = {}
    for row in trainings:
        first = found.setdefault((row.population, row.arch), row)
        if row.recipe == FULL != first.recipe:
            found[row.population, row.arch] = row
    return found


def _size(name: str, recipe: str = "") -> Column:
    written = "_".join(filter(None, (name, recipe)))
    return Column(name=written, kind="quantity", metric=name, unit="count", variant=recipe)


def _whole_seeds(trainings: Iterable[Training]) -> dict[str, dict[str, list[int]]]:
    """By recipe and population, the seeds under which every architecture has a training, failed or not."""
    archs: defaultdict[tuple[str, str], defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in trainings:
        archs[row.recipe, row.population][row.seed].add(row.arch)
    found: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    for (recipe, population), by_seed in archs.items():
        everything = set().union(*by_seed.values())
        found[recipe][population] = sorted(seed for seed, some in by_seed.items() if some == everything)
    return found


def _by_seed(long: pd.DataFrame, whole: Mapping[str, list[int]]) -> pd.DataFrame:
    import pandas as pd

    parts = []
    for population, rows in long.groupby("population"):
        seeds = rows.pivot(index=["population", "arch"], columns="seed", values="value")
        counted = seeds.reindex(columns=whole[str(population)])
        parts.append(seeds.assign(mean=counted.mean(axis=1, skipna=False)))
    return pd.concat(parts)


def curves(trainings: Sequence[Training]) -> pd.DataFrame:
    """One row per training, one column per field; the curves are tuples."""
    import pandas as pd

    return pd.DataFrame([row.model_dump() for row in trainings], columns=list(Training.model_fields))
