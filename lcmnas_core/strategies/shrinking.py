"""The shrinking half of LISSNAS: sample a space, keep the surroundings of its best, and again."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

import numpy as np

from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.seeding import rng_for
from lcmnas_core.strategies.shrinkage import Neighbours, Shrinkage, seeds_apart, shrunk
from lcmnas_core.strategies.strategy import Fitness, fittest
from lcmnas_core.strategies.unmet import unmet_draws

A = TypeVar("A")


class Shrinking(Generic[A]):
    r"""Shrinks a space as long as its mean fitness rises.

    .. math:: S_{t+1} = \bigcup_{s \in \mathrm{seeds}(X_t)} \{ b : d(s, b) \le h_t \}_m,
        \quad X_t \sim S_t, \quad \text{while } \bar f(X_t) > \bar f(X_{t-1}) + \epsilon

    Each space is judged by a sample of it; where the mean of a sample does not rise by `patience` standard
    errors, the space before is the result. Members whose values are known are not asked again. This is the
    project's reading of an outline, not the authors' algorithm. Gopal et al., arXiv:2307.03110.

    Attributes:
        spaces: S_1, S_2, ... as they were built; S_0 is the whole space, and is only drawn from. The last
            one may have been given up again.
        kept: how many of `spaces` stand; the result is the last of these, S_0 where none does.
        is_over: whether `kept` is final.
    """

    def __init__(
        self,
        draw: Callable[[np.random.Generator], A],
        neighbours: Neighbours[A],
        shrinkage: Shrinkage,
        fitness: Fitness,
        seed: int,
    ) -> None:
        self._draw, self._neighbours, self._shrinkage = draw, neighbours, shrinkage
        self._fitness, self._seed = fitness, seed
        self.spaces: list[tuple[A, ...]] = []
        self.kept = 0
        self.is_over = False
        self._known: dict[A, Mapping[str, float]] = {}
        self._samples: list[list[A]] = []

    @property
    def space(self) -> tuple[A, ...] | None:
        """The result so far; None is the whole space."""
        return self.spaces[self.kept - 1] if self.kept else None

    def draw(self, rng: np.random.Generator) -> A:
        """One architecture of the result, each as likely; of the whole space by its own distribution."""
        return self._draw(rng) if self.space is None else self.space[int(rng.integers(len(self.space)))]

    def neighbours(self) -> Neighbours[A]:
        """From a member of the result to its neighbours among the members: it may have none."""
        if self.space is None:
            return self._neighbours
        members = frozenset(self.space)
        return lambda member: [each for each in self._neighbours(member) if each in members]

    def ask(self) -> list[Question[A]]:
        """Those of the sample of the newest space that were not met before."""
        while not self.is_over:
            sample = self._sample()
            self._samples.append(sample)
            new = [each for each in sample if each not in self._known]
            self._known.update({each: {} for each in new})
            if new:
                return [Question(each, len(self._known) - len(new) + place) for place, each in enumerate(new)]
            self._judge()
        return []

    def tell(self, answers: Sequence[Answer[A]]) -> None:
        """The newest space stands or falls; where it stands, the next is built."""
        self._known.update({each.question.architecture: each.values for each in answers})
        self._judge()

    def _sample(self) -> list[A]:
        time = len(self._samples)
        rng = rng_for("lissnas", self._seed, "sample", time)
        if time:
            space = self.spaces[-1]
            return [space[place] for place in rng.permutation(len(space))[: self._shrinkage.sample]]
        return unmet_draws(self._draw, (), rng, self._shrinkage.sample)

    def _judge(self) -> None:
        time = len(self.spaces)
        has_risen = self._has_risen()
        self.kept = time if has_risen else self.kept
        self.is_over = not has_risen or time == self._shrinkage.times
        if self.is_over:
            return
        radius = self._shrinkage.radius_of(time)
        seeds = seeds_apart(self._ranked(), self._neighbours, radius, self._shrinkage.seeds)
        rng = rng_for("lissnas", self._seed, "pockets", time)
        self.spaces.append(shrunk(seeds, self._neighbours, radius, self._shrinkage, rng))

    def _ranked(self) -> list[A]:
        newest = self._samples[-1]
        return fittest(newest, self._fitness([self._known[each] for each in newest]), len(newest))

    def _has_risen(self) -> bool:
        """Both samples are valued as one pool, for fitness may depend on the pool."""
        newest = self._samples[-1]
        pool = [each for sample in self._samples[:-3:-1] for each in sample]
        valued = self._fitness([self._known[each] for each in pool])
        new, old = _known(valued[: len(newest)]), _known(valued[len(newest) :])
        if not new or not old:
            return bool(new)
        error = np.std(new, ddof=1) / math.sqrt(len(new)) if len(new) > 1 else 0.0
        return bool(np.mean(new) > np.mean(old) + self._shrinkage.patience * error)


def _known(values: Sequence[float | None]) -> list[float]:
    return [each for each in values if each is not None]
