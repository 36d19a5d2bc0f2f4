"""Samples whose answers are known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

Vector = npt.NDArray[np.float64]
Planted = Callable[..., tuple[Vector, Vector]]


@pytest.fixture
def planted() -> Planted:
    """Draw (score, truth) from a Gaussian copula of known Kendall tau: rho = sin(pi tau / 2)."""

    def draw(rng: np.random.Generator, n: int, tau: float) -> tuple[Vector, Vector]:
        rho = np.sin(np.pi * tau / 2)
        score = rng.normal(size=n)
        return score, rho * score + np.sqrt(1 - rho**2) * rng.normal(size=n)

    return draw


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20261122)
