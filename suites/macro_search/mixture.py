"""What the mixture is worth: a table ranked by score and short training, held to long training."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any, get_args

from lcmnas_core.engines.job import Job
from lcmnas_core.engines.rounds import Known
from lcmnas_core.errors import UsageError
from lcmnas_core.estimators.mixture import Mixing, Mixture
from lcmnas_core.search.asks import Asked, told
from lcmnas_core.search.cost import evaluation_spent
from lcmnas_core.search.request import Search
from lcmnas_core.tables import Table, load, load_unchanged

from .request import Request

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)
MIXINGS: tuple[Mixing, ...] = get_args(Mixing)


def jobs(request: Request) -> Iterator[Job]:
    """Score and short training of every network of the request's table, as its searches would value it.

    Raises:
        MissingError: the table is not at hand.
        StoreError: it is at hand with another content.
        UsageError: its networks are of another space or size.
    """
    return (each.job() for each in _asked(request.searches[0], _table(request)))


def size(request: Request) -> int:
    """How many networks that are; none where no table is asked for."""
    return 0 if request.mixture_table is None else len(load(request.mixture_table).frame)


def rows(request: Request, known: Known) -> list[dict[str, Any]]:
    """Tau with long training of every mixing and weight, with intervals and paired differences to weight 0.

    The long accuracy is the mean over the table's seeds; score and short training have a seed of their own.
    Networks of which one of the two failed, or has not been made yet, are left out of all.

    Raises:
        MissingError, StoreError, UsageError: as `jobs`.
    """
    import numpy as np

    from lcmnas_core.metrics import bootstrap_taus

    search, table = request.searches[0], _table(request)
    truth = table.truth().dropna()
    answers = [(each.arch, told(each, known)) for each in _asked(search, table)]
    usable = {arch: one.usable for arch, one in answers if one and one.usable and arch in truth.index}
    if len(usable) < 2:
        return []
    pool = list(usable.values())
    labels = {f"{mixing} {weight}": (mixing, weight) for mixing, weight in product(MIXINGS, WEIGHTS)}
    scores = {label: _fitness(Mixture(w, m), pool) for label, (m, w) in labels.items()}
    drawn = bootstrap_taus(scores, truth.loc[list(usable)].to_numpy(dtype=np.float64))
    pairs = [(label, f"{m} 0.0") for label, (m, w) in labels.items() if w > 0]
    differences = drawn.simultaneous_differences(pairs)
    macs = np.median([table.quantity("macs")[arch] for arch in usable])
    found = []
    for label, (mixing, weight) in labels.items():
        interval, paired = drawn.interval(label), differences.get((label, f"{mixing} 0.0"))
        between = paired.interval if paired else None
        found.append(
            {
                "population": f"{table.card.name}, {search.images.dataset}",
                "mixing": mixing,
                "weight": weight,
                "n": len(usable),
                "tau": drawn.values[label],
                "low": interval.low if interval else None,
                "high": interval.high if interval else None,
                "minus_training": paired.value if paired else None,
                "minus_low": between.low if between else None,
                "minus_high": between.high if between else None,
                "macs": evaluation_spent(_weighted(search, weight), round(float(macs))).macs,
            }
        )
    return found


def _asked(search: Search, table: Table) -> Iterator[Asked]:
    """Under a seed that the table's own trainings have not, lest truth and estimate share their weights."""
    taken = () if table.trainings is None else table.trainings["seed"].tolist()
    apart = search.model_copy(update={"seed": 1 + max(taken, default=-1)})
    recipe = search.estimation.training
    return (Asked(apart, arch, scored=True, recipe=recipe) for arch in table.frame.index)


def _table(request: Request) -> Table:
    assert request.mixture_table is not None
    table = load_unchanged(request.mixture_table, request.mixture_table_sha256)
    search = request.searches[0]
    recipe, built = table.card.recipe, search.build_settings.names()
    if table.card.space != search.space or any(recipe.get(key) != value for key, value in built.items()):
        raise UsageError(
            f"table {table.card.name} holds networks of {table.card.space} as {dict(recipe)}; the search "
            f"builds {built}"
        )
    return table


def _weighted(search: Search, weight: float) -> Search:
    estimation = search.estimation.model_copy(update={"weight": weight})
    return search.model_copy(update={"estimation": estimation})


def _fitness(mixture: Mixture, pool: list[dict[str, float]]) -> NDArray[np.float64]:
    import numpy as np

    return np.array(mixture.fitness(pool), dtype=np.float64)
