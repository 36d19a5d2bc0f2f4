"""Seeds from names, never from the order in which things happened to run."""

from __future__ import annotations

import hashlib

import numpy as np


def seed_for(*names: str | int) -> int:
    r"""A 63-bit seed that depends on `names` and on nothing else.

    .. math:: s = \mathrm{SHA256}(n_1 \,\|\, \mathtt{1f} \,\|\, n_2 \dots)_{0:8} \gg 1

    Fits `torch.Generator.manual_seed` and `numpy.random.default_rng` alike.
    """
    digest = hashlib.sha256("\x1f".join(map(str, names)).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def rng_for(*names: str | int) -> np.random.Generator:
    """A NumPy generator seeded by `seed_for(*names)`."""
    return np.random.default_rng(seed_for(*names))
