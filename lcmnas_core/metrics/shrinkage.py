"""What is left of a space once it is shrunk: how much, how good, how well ranked, how varied."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics.rank import kendall_tau
from lcmnas_core.metrics.single_edits import coded, pockets
from lcmnas_core.metrics.vectors import Floats, Integers, InvalidScoresError, Vector, paired, vector

TOP: Final = 0.01
LOW_QUANTILE: Final = 0.05


@dataclass(frozen=True)
class Quality:
    """Size and accuracies of a shrunk space.

    Attributes:
        size: architectures left.
        log10_ratio: log10 of the whole space's size over it.
        mean: of their accuracies.
        q05: their 5 % quantile.
        best: the highest of them.
        recall: share of the whole space's best 1 % that is left.
        precision: share of what is left that is of the best 1 %.
    """

    size: int
    log10_ratio: float
    mean: float
    q05: float
    best: float
    recall: float
    precision: float


@dataclass(frozen=True)
class Agreement:
    """Tau-b of an estimator with the truth; None where undefined.

    Attributes:
        inside: in the shrunk space, where accuracies lie closer and are harder to rank than in the whole one.
        same_range: among all architectures of the whole space that are no better than the best and no worse
            than the worst left: what `inside` is to be compared with.
    """

    inside: float | None
    same_range: float | None


@dataclass(frozen=True)
class Diversity:
    """How varied a shrunk space is.

    Attributes:
        distance_ratio: mean number of places in which two differ, over that of the whole space; 0 of one.
        operations: distinct operations of a place, on average over the places.
        pockets: parts not joined by single changes within the space.
        entropy: of the operations used in a place, on average over the places, bits.
    """

    distance_ratio: float
    operations: float
    pockets: int
    entropy: float


def quality(truth: npt.ArrayLike, chosen: npt.ArrayLike, *, share: float = TOP) -> Quality:
    """Of the architectures `chosen`, places in `truth`, (n,).

    The best `share` is rounded up, and what ties with the last of it is of it too.

    Raises:
        InvalidScoresError: a truth that is not finite, or places that are no distinct ones of it.
    """
    accuracy = vector(truth, "truth").astype(np.float64)
    left = places(chosen, accuracy.size)
    # 0.07 * 100 is 7.000000000000001, which must not round up to 8.
    wanted = math.ceil(round(share * accuracy.size, 9))
    is_top = accuracy >= np.sort(accuracy)[-wanted]
    kept = accuracy[left]
    found = int(is_top[left].sum())
    return Quality(
        size=left.size,
        log10_ratio=math.log10(accuracy.size / left.size),
        mean=float(kept.mean()),
        q05=float(np.quantile(kept, LOW_QUANTILE)),
        best=float(kept.max()),
        recall=found / int(is_top.sum()),
        precision=found / left.size,
    )


def agreement(scores: npt.ArrayLike, truth: npt.ArrayLike, chosen: npt.ArrayLike) -> Agreement:
    """Tau-b of `scores` with `truth`, (n,), among the `chosen` places, and in their range.

    Raises:
        InvalidScoresError: values that are not finite, other lengths, or places that are no distinct ones.
    """
    estimated, accuracy = paired(scores, truth)
    left = places(chosen, accuracy.size)
    within = (accuracy >= accuracy[left].min()) & (accuracy <= accuracy[left].max())
    return Agreement(
        inside=kendall_tau(estimated[left], accuracy[left]),
        same_range=kendall_tau(estimated[within], accuracy[within]),
    )


def diversity(codes: npt.ArrayLike, chosen: npt.ArrayLike) -> Diversity:
    """Of the rows `chosen` of `codes`, (n, places): one integer per place and architecture.

    Raises:
        InvalidScoresError: codes that are no rows of integers, equal rows chosen, or rows that are none.
    """
    rows = coded(codes)
    left = rows[places(chosen, len(rows))]
    shares = [_use(column) for column in left.T]
    whole = _mean_distance(rows)
    return Diversity(
        distance_ratio=_mean_distance(left) / whole if whole else 0.0,
        operations=float(np.mean([each.size for each in shares])),
        pockets=int(pockets(left).max()) + 1,
        entropy=float(np.mean([-each @ np.log2(each) for each in shares])),
    )


def composite(gains: npt.ArrayLike, diversities: npt.ArrayLike, log_ratios: npt.ArrayLike) -> Floats:
    r"""One number per method, (k,): our own, not the paper's index, and never shown without its parts.

    .. math:: c_m = \prod_p \max(p_m, 0) / \max_{m'} p_{m'}

    over the parts p: gain in mean accuracy, distance ratio kept, log10 of the size ratio, each a share of the
    largest among the methods compared; 0 where no method has any. So it depends on who is compared.
    """
    parts = [vector(each, "parts").astype(np.float64) for each in (gains, diversities, log_ratios)]
    product: Floats = np.prod([_share_of_largest(each) for each in parts], axis=0)
    return product


def places(chosen: npt.ArrayLike, n: int) -> Integers:
    """`chosen` checked: distinct places of n architectures, one at least.

    Raises:
        InvalidScoresError: they are not.
    """
    found = np.asarray(chosen)
    if found.ndim != 1 or found.dtype.kind not in "iu" or not found.size:
        raise InvalidScoresError(f"chosen is {found.dtype} of shape {found.shape}; give places, one at least")
    if found.min() < 0 or found.max() >= n or np.unique(found).size < found.size:
        raise InvalidScoresError(f"chosen places are not distinct ones from 0 to {n - 1}; give each once")
    return found.astype(np.int64)


def _use(column: Vector) -> Floats:
    counts = np.unique(column, return_counts=True)[1]
    shares: Floats = counts / counts.sum()
    return shares


def _mean_distance(rows: Integers) -> float:
    """Mean number of places in which two different rows differ; 0 of a single row."""
    n = len(rows)
    if n < 2:
        return 0.0
    alike = sum(float(counts @ (counts - 1)) for counts in (_use(column) * n for column in rows.T))
    return float(rows.shape[1] - alike / (n * (n - 1)))


def _share_of_largest(part: Floats) -> Floats:
    largest = part.max(initial=0.0)
    return np.clip(part, 0.0, None) / largest if largest > 0 else np.zeros_like(part)
