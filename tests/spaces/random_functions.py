"""Classes of equal cells by evaluating them on random functions: no expressions, no canonical form.

A node's value is a random 64-bit number. Sums are sums; pooling is one fixed random function (or, to be
linear, multiplication by one random constant); a convolution of kind k with weights w is the random function
(k, w). But for chance, two cells compute the same function under some matching of their weights just when
their sets of output values over all assignments of six weights to the six edges are equal; so the least value
over the 720 assignments names the class.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from lcmnas_core.architectures.cell import Cell

NAMES = ("none", "skip_connect", "avg_pool_3x3", "nor_conv_1x1", "nor_conv_3x3")
PAIRS = ((0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3))
Words = NDArray[np.uint64]
RNG = np.random.default_rng(20)
INPUT, POOL, FACTOR = (RNG.integers(1, 2**63, dtype=np.uint64) | np.uint64(1) for _ in range(3))
WEIGHTS = RNG.integers(1, 2**63, size=(2, 6), dtype=np.uint64)


def scrambled(words: Words) -> Words:
    """The splitmix64 finaliser: a fixed bijection without structure."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


def encoded(cells: Iterable[Cell]) -> NDArray[np.int64]:
    return np.array([[NAMES.index(operation) for operation in cell.operations] for cell in cells])


def outputs(codes: NDArray[np.int64], weights: tuple[int, ...], trained: bool, linear: bool) -> Words:
    """Output value of every cell when edge e has the weights `weights[e]`."""
    nodes = [np.full(len(codes), INPUT), *(np.zeros(len(codes), np.uint64) for _ in range(3))]
    for edge, (source, target) in enumerate(PAIRS):
        read = nodes[source]
        pooled = read * FACTOR if linear else np.where(read == 0, 0, scrambled(read ^ POOL))
        convolved = [scrambled(read * np.uint64(3) + WEIGHTS[kind, weights[edge]]) for kind in (0, 1)]
        if not trained:
            convolved = [np.where(read == 0, 0, value) for value in convolved]
        choices = [np.zeros_like(read), read, pooled.astype(np.uint64), *convolved]
        nodes[target] = nodes[target] + np.choose(codes[:, edge], choices).astype(np.uint64)
    return nodes[3]


def signatures(cells: Iterable[Cell], trained: bool = False, linear: bool = False) -> Words:
    codes = encoded(cells)
    assignments = itertools.permutations(range(6))
    return np.minimum.reduce([outputs(codes, weights, trained, linear) for weights in assignments])


def matchings(
    one: Cell, other: Cell, trained: bool = False, linear: bool = False
) -> Iterator[tuple[int, ...]]:
    """Assignments m such that `other`, edge e with the weights of edge m[e] of `one`, computes the same."""
    (target,) = outputs(encoded([one]), tuple(range(6)), trained, linear)
    for weights in itertools.permutations(range(6)):
        if outputs(encoded([other]), weights, trained, linear)[0] == target:
            yield weights
