"""The mixed estimate of LCMNAS: a training-free score and the accuracy after a short training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lcmnas_core.errors import UsageError

Mixing = Literal["raw", "rank", "zscore"]
SCORE, ACCURACY = "score", "validation_accuracy"
PERCENT = 100.0


@dataclass(frozen=True)
class Mixture:
    r"""Weight :math:`\lambda` on the score, :math:`1 - \lambda` on the accuracy.

    .. math:: f_i = \lambda \, m(s)_i + (1 - \lambda) \, m(a)_i

    `raw` takes m as the identity, with accuracies in percent, as the public code does: a score confined to
    38.7 to 39.06 then only filters. `rank` takes mid-ranks over n, `zscore` deviations from the mean in
    standard deviations, both within the pool that is compared. A member that was never given one of the two
    (a reference network that was scored, not trained) is judged by the other alone, whatever the weight; one
    whose evaluation failed has no fitness. Lopes and Alexandre, arXiv:2203.05508.

    Attributes:
        weight: lambda in [0, 1].
        mixing: how the two are brought to one scale.

    Raises:
        UsageError: a weight outside [0, 1].
    """

    weight: float
    mixing: Mixing = "rank"

    def __post_init__(self) -> None:
        if not 0 <= self.weight <= 1:
            raise UsageError(f"the weight of the score must lie in [0, 1], got {self.weight}")

    @property
    def quantities(self) -> tuple[str, ...]:
        """What an evaluation has to deliver: a term of weight zero is never measured."""
        weights = {SCORE: self.weight, ACCURACY: 1 - self.weight}
        return tuple(name for name, weight in weights.items() if weight > 0)

    def fitness(self, pool: Sequence[Mapping[str, float]]) -> list[float | None]:
        """Fitness of every member of `pool`, higher is better; None where a member has neither value.

        Args:
            pool: values by quantity (`score`, `validation_accuracy` as a fraction).
        """
        scaled = {name: self._scaled_where_given(name, pool) for name in (SCORE, ACCURACY)}
        return [
            self._mixed({name: each[place] for name, each in scaled.items()}) for place in range(len(pool))
        ]

    def _mixed(self, terms: Mapping[str, float | None]) -> float | None:
        score, accuracy = terms[SCORE], terms[ACCURACY]
        if score is None or accuracy is None:
            return accuracy if score is None else score
        return self.weight * score + (1 - self.weight) * accuracy

    def _scaled_where_given(self, name: str, pool: Sequence[Mapping[str, float]]) -> list[float | None]:
        unit = PERCENT if name == ACCURACY else 1.0
        values = np.array([unit * each[name] for each in pool if name in each], dtype=np.float64)
        scaled = iter(self._scaled(values).tolist())
        return [next(scaled) if name in each else None for each in pool]

    def _scaled(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        if self.mixing == "raw" or not len(values):
            return values
        if self.mixing == "rank":
            from scipy.stats import rankdata

            ranks: NDArray[np.float64] = rankdata(values)
            return (ranks - 0.5) / len(values)
        spread = values.std()
        return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)
