"""Does shrinking a space by locality pay? The frame `shrinkage`, LISSNAS beside its controls.

A row for each `method` of a `landscape`, or (`is_shuffled`) of the same landscape with the numbers of its
networks dealt out at random, to all writings of a network those of another. All numbers are means over
`seeds`: the fields of `Quality`, `Agreement` (as `tau_...`) and `Diversity`; `evaluations`, how many
accuracies a method was told; `is_smaller`, how often anything was left out at all, for LISSNAS leaves a space
whole where the mean of its sample does not rise; `composite`, our own, which depends on the methods compared.
The estimator of the taus is what shrinking was shown.

`over_random` is the mean accuracy above that of a random subset of equal size, `over_random_low` to
`over_random_high` its interval over seeds. LISSNAS keeps seeds because it was told that they are good, so it
lies a little above even where locality is worth nothing; `unseen_over_random` counts only networks that a
method was told nothing of, in whatever writing: their mean among those left above that in all of the space,
for networks of few writings are better on average and seldom told of. NaN stands for what is undefined and
for intervals of too few seeds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Answer
from lcmnas_core.metrics.resampling import resample
from lcmnas_core.metrics.shrinkage import agreement, composite, diversity, quality
from lcmnas_core.metrics.single_edits import single_edits
from lcmnas_core.metrics.uncertainty import percentile_interval
from lcmnas_core.seeding import rng_for
from lcmnas_core.strategies.shrinkage import Shrinkage
from lcmnas_core.strategies.shrinkage_controls import operation_pruning, random_subset, single_ball
from lcmnas_core.strategies.shrinking import Shrinking

from .landscape import Floats
from .locality import Integers, Terrain

if TYPE_CHECKING:
    import pandas as pd

SEEDS = 30
"""As many as an interval needs."""

RESAMPLES = 1000
LISSNAS, RANDOM, PRUNING, BALL = "lissnas", "random subset", "operation pruning", "single ball"
WHOLE = "whole space"
ACCURACY = "accuracy"


@dataclass(frozen=True)
class Subject:
    """A space to be shrunk, its architectures by place.

    Attributes:
        shown: accuracies that shrinking may ask for, (n,).
        truth: accuracies that its result is judged by, (n,).
        codes: (n, places).
        neighbours: of each place, those one change away.
        networks: equal labels mean one network written in several ways, (n,).
    """

    shown: Floats
    truth: Floats
    codes: Integers
    neighbours: Sequence[Sequence[int]]
    networks: Integers

    def shuffled(self, rng: np.random.Generator) -> Subject:
        """The same space, each network with the numbers of another.

        Each of its writings gets both numbers of one writing of the other, drawn at random.
        """
        _, label, counts = np.unique(self.networks, return_inverse=True, return_counts=True)
        other = rng.permutation(counts.size)[label]
        first = np.cumsum(counts) - counts
        dealt = np.argsort(label, kind="stable")[first[other] + rng.integers(counts[other])]
        return replace(self, shown=self.shown[dealt], truth=self.truth[dealt])


def settings_of(n: int) -> Shrinkage:
    """The project's settings of LISSNAS, in proportion where a space of n is too small for them."""
    sample = min(Shrinkage.sample, n // 12)
    return Shrinkage(sample=sample, pocket=min(Shrinkage.pocket, sample // 4), cap=min(Shrinkage.cap, n // 5))


def shrinkages(terrain: Terrain, shown: Floats, *, seeds: int = SEEDS) -> pd.DataFrame:
    """The frame `shrinkage` of one terrain; `shown`, (n,), is what shrinking is told.

    Raises:
        UsageError: the terrain has no codes.
    """
    import pandas as pd

    if terrain.codes is None:
        raise UsageError(f"{terrain.name} is no finite space with places; only such a space is shrunk")
    edits = single_edits(terrain.codes)
    neighbours = [edits.of(place).tolist() for place in range(terrain.accuracy.size)]
    subject = Subject(shown, terrain.accuracy, terrain.codes, neighbours, terrain.networks)
    rows = [
        {"landscape": terrain.name, "is_shuffled": is_shuffled, **row}
        for is_shuffled in (False, True)
        for row in _averaged(_subjects(subject, terrain.name, is_shuffled, seeds))
    ]
    return pd.DataFrame(rows)


def _subjects(
    subject: Subject, name: str, is_shuffled: bool, seeds: int
) -> Iterator[tuple[Subject, dict[str, float]]]:
    """The space under every seed, and what is said of all of it."""
    everything = np.arange(subject.truth.size)
    whole = measured(subject, everything)
    for seed in range(seeds):
        if is_shuffled:
            # Networks are written in more or fewer ways, so the mean accuracy of all writings changes too.
            dealt = subject.shuffled(rng_for("shuffled landscape", name, seed))
            yield dealt, measured(dealt, everything)
        else:
            yield subject, whole


def _averaged(subjects: Iterable[tuple[Subject, dict[str, float]]]) -> Iterator[dict[str, Any]]:
    import pandas as pd

    rows, wholes = [], []
    for seed, (each, whole) in enumerate(subjects):
        rows += compared(each, shrunk(each, seed), whole)
        wholes.append(whole)
    yield from _means(pd.DataFrame(rows))
    means = {str(name): value for name, value in pd.DataFrame(wholes).mean().items()}
    yield {"method": WHOLE, "seeds": len(wholes), "evaluations": 0.0, "is_smaller": 0.0, **means}


def _means(runs: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for method in runs["method"].unique():
        numbers = runs[runs["method"] == method].drop(columns="method")
        yield {
            "method": method,
            "seeds": len(numbers),
            **{str(name): value for name, value in numbers.mean().items()},
            **_interval("over_random", numbers),
            **_interval("unseen_over_random", numbers),
        }


def _interval(name: str, rows: pd.DataFrame) -> dict[str, float]:
    values = rows[name].dropna().to_numpy()
    weights = resample(values.size, RESAMPLES)
    found = percentile_interval(values @ weights / max(1, values.size), values.size)
    low, high = (np.nan, np.nan) if found is None else (found.low, found.high)
    return {f"{name}_low": low, f"{name}_high": high}


@dataclass(frozen=True)
class Shrunk:
    """What a method left, and which architectures it was told the accuracy of; places."""

    left: Integers
    seen: Integers


def shrunk(subject: Subject, seed: int) -> dict[str, Shrunk]:
    """LISSNAS, then its controls: a random subset, told nothing, and two told as much, of random members.

    A random subset and a ball leave as much as LISSNAS, pruning operations leaves that or more.
    """
    n = subject.truth.size
    first = lissnas(subject, seed)
    size = first.left.size
    rng = rng_for("shrinkage controls", seed)
    seen = rng.permutation(n)[: first.seen.size]
    told = subject.shown[seen]
    return {
        LISSNAS: first,
        RANDOM: Shrunk(random_subset(n, size, rng), seen[:0]),
        PRUNING: Shrunk(operation_pruning(subject.codes, seen, told, size), seen),
        BALL: Shrunk(single_ball(subject.codes, seen, told, size, rng), seen),
    }


def lissnas(subject: Subject, seed: int) -> Shrunk:
    """What LISSNAS leaves, told accuracies as it asks for them."""
    n = subject.truth.size
    shrinking: Shrinking[int] = Shrinking(
        draw=lambda rng: int(rng.integers(n)),
        neighbours=subject.neighbours.__getitem__,
        shrinkage=settings_of(n),
        fitness=lambda pool: [each.get(ACCURACY) for each in pool],
        seed=seed,
    )
    seen: list[int] = []
    while questions := shrinking.ask():
        seen += [each.architecture for each in questions]
        shrinking.tell(
            [Answer(each, {ACCURACY: float(subject.shown[each.architecture])}) for each in questions]
        )
    left = np.arange(n) if shrinking.space is None else np.sort(shrinking.space)
    return Shrunk(left, np.array(seen))


def compared(
    subject: Subject, methods: Mapping[str, Shrunk], whole: Mapping[str, float]
) -> list[dict[str, Any]]:
    """A row of measures for each method, those that need the others among them."""
    n = subject.truth.size
    rows = [whole if each.left.size == n else measured(subject, each.left) for each in methods.values()]
    means, ratios, distances = (
        np.array([row[key] for row in rows]) for key in ("mean", "log10_ratio", "distance_ratio")
    )
    together = composite(means - whole["mean"], distances, ratios)
    random = means[list(methods).index(RANDOM)]
    return [
        {
            "method": method,
            **row,
            "evaluations": each.seen.size,
            "is_smaller": float(each.left.size < n),
            "over_random": row["mean"] - random,
            "unseen_over_random": _unseen_gain(subject, each),
            "composite": value,
        }
        for (method, each), row, value in zip(methods.items(), rows, together, strict=True)
    ]


def _unseen_gain(subject: Subject, shrunk: Shrunk) -> float:
    """NaN where nothing is left of which no writing was seen."""
    unseen = ~np.isin(subject.networks, subject.networks[shrunk.seen])
    left = shrunk.left[unseen[shrunk.left]]
    return float(subject.truth[left].mean() - subject.truth[unseen].mean()) if left.size else np.nan


def measured(subject: Subject, left: Integers) -> dict[str, float]:
    """What can be said of a shrunk space alone; NaN for a tau that is undefined."""
    taus = asdict(agreement(subject.shown, subject.truth, left))
    return {
        **asdict(quality(subject.truth, left)),
        **{f"tau_{key}": np.nan if tau is None else tau for key, tau in taus.items()},
        **asdict(diversity(subject.codes, left)),
    }
