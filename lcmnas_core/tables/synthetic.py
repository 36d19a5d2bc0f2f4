"""A table whose ranks are known, and scores with a planted Kendall tau to it.

Truth and score of an architecture are two Gaussians with correlation rho, truth mapped to an accuracy
monotonically. For a Gaussian copula tau = (2 / pi) asin(rho), so rho = sin(pi tau / 2) plants tau exactly.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lcmnas_core.architectures.letters import LENGTH, LETTERS
from lcmnas_core.errors import UsageError
from lcmnas_core.seeding import rng_for
from lcmnas_core.tables.schema import Column, SplitName, TableCard
from lcmnas_core.tables.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

SEED_TAU = 0.8
"""Planted tau between two validation runs."""

PLANTED: dict[str, float] = {"planted_10": 0.1, "planted_30": 0.3, "planted_50": 0.5, "planted_70": 0.7}
"""Synthetic scores by name, with the tau each has with the test accuracy."""


def architectures() -> tuple[str, ...]:
    """All 1,024 architectures of the synthetic space: `LENGTH` letters of `LETTERS`."""
    return tuple(map("".join, itertools.product(LETTERS, repeat=LENGTH)))


def correlation(tau: float) -> float:
    r"""The Gaussian correlation that plants `tau`.

    .. math:: \rho = \sin(\pi \tau / 2)

    Raises:
        UsageError: tau outside [-1, 1].
    """
    if not -1.0 <= tau <= 1.0:
        raise UsageError(f"planted tau {tau}: expected a number in [-1, 1]")
    return math.sin(math.pi * tau / 2)


def mixed(truth: NDArray[np.float64], noise: NDArray[np.float64], tau: float) -> NDArray[np.float64]:
    r"""Standard normal scores with planted `tau` to standard normal `truth`.

    .. math:: s = \rho\, z + \sqrt{1 - \rho^2}\; \epsilon
    """
    rho = correlation(tau)
    return rho * truth + math.sqrt(1.0 - rho * rho) * noise


def planted_pairs(
    n: int, tau: float, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """`n` independent pairs (truth, score) whose population tau is `tau`."""
    truth, noise = rng.standard_normal((2, n))
    return truth, mixed(truth, noise, tau)


def latent(archs: Iterable[str]) -> NDArray[np.float64]:
    """The hidden quality of each architecture, standard normal, fixed by its string alone."""
    return _normal("truth", archs)


def planted_scores(archs: Iterable[str], tau: float, *names: str | int) -> NDArray[np.float64]:
    """A score for each architecture with planted `tau` to the test accuracy, its noise fixed by `names`."""
    archs = tuple(archs)
    return mixed(latent(archs), _normal("score", archs, *names), tau)


def _normal(what: str, archs: Iterable[str], *names: str | int) -> NDArray[np.float64]:
    return np.array([rng_for("synthetic", what, *names, arch).standard_normal() for arch in archs])


def accuracy(quality: NDArray[np.float64]) -> NDArray[np.float64]:
    r"""An accuracy in (0.5, 0.95), strictly increasing in the hidden quality.

    .. math:: a = 0.5 + 0.45\, (1 + e^{-z})^{-1}
    """
    return 0.5 + 0.45 / (1.0 + np.exp(-quality))


def _column(name: str, split: SplitName, run: int | None, description: str) -> Column:
    return Column(
        name=name,
        kind="truth",
        metric="accuracy",
        unit="fraction",
        dataset="synthetic",
        split=split,
        epochs=1,
        schedule=1,
        run=run,
        higher_is_better=True,
        description=description,
    )


CARD = TableCard(
    name="synthetic",
    title="Planted ranks: nothing was trained",
    space="synthetic",
    version="1",
    rows=len(LETTERS) ** LENGTH,
    columns=(
        _column("test_accuracy", "test", None, "increasing in a hidden standard normal quality"),
        *(
            _column(
                f"validation_accuracy_seed{run}", "validation", run, f"two runs agree with tau {SEED_TAU}"
            )
            for run in (0, 1)
        ),
        Column(
            name="params",
            kind="quantity",
            metric="params",
            unit="count",
            description="1,000 times digit sum + 1",
        ),
    ),
    dataset="synthetic",
    ours=True,
    provenance=("computed by lcmnas_core.tables.synthetic",),
    licence="MIT",
    recipe={"seed_tau": SEED_TAU, **PLANTED},
)


@cache
def synthetic_table() -> Table:
    """The 1,024 architectures with their planted accuracies; equal everywhere."""
    import pandas as pd

    archs = architectures()
    quality = latent(archs)
    within = math.sqrt(correlation(SEED_TAU))
    spread = math.sqrt(1.0 - within * within)
    runs = {
        f"validation_accuracy_seed{run}": accuracy(within * quality + spread * _normal("run", archs, run))
        for run in (0, 1)
    }
    params = [1_000 * (1 + sum(map(int, arch))) for arch in archs]
    frame = pd.DataFrame(
        {"test_accuracy": accuracy(quality), **runs, "params": params}, index=pd.Index(archs, name="arch")
    )
    digest = hashlib.sha256("".join(archs).encode())
    digest.update(frame.round(9).to_csv().encode())
    return Table(CARD, frame, digest.hexdigest())
