"""Numbers of several proxy seeds as one: the mean over seeds, resampled together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics import RankBootstrap, bootstrap_taus

from .measured import Floats


def mean(values: Iterable[float | None]) -> float | None:
    """The mean; None where one of them is undefined, or there is none."""
    numbers = list(values)
    defined = [each for each in numbers if each is not None]
    return sum(defined) / len(defined) if defined and len(defined) == len(numbers) else None


def bootstrap(
    values: Mapping[str, Floats], truth: Floats, classes: npt.ArrayLike | None = None
) -> RankBootstrap:
    r"""Bootstrap of the mean tau over seeds, the same resamples for every proxy and seed.

    .. math:: \bar\tau^* = \frac{1}{S} \sum_s \tau(s_s^*, t^*)

    Args:
        values: by name, (seeds, n); NaN in all seeds or in none.
        truth: (n,).
        classes: label of each architecture's class, (n,): whole classes are drawn.
    """
    flat = {f"{name} {seed}": row for name, rows in values.items() for seed, row in enumerate(rows)}
    drawn = bootstrap_taus(flat, truth, clusters=classes)
    taus, draws, n, units = {}, {}, {}, {}
    for name, rows in values.items():
        keys = [f"{name} {seed}" for seed in range(len(rows))]
        taus[name] = mean(drawn.values[key] for key in keys)
        draws[name] = np.mean([drawn.draws[key] for key in keys], axis=0)
        n[name], units[name] = drawn.n[keys[0]], drawn.units[keys[0]]
    return RankBootstrap(taus, draws, n, units)
