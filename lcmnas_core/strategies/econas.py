"""EcoNAS: more training only for candidates that keep looking good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

import numpy as np

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.seeding import rng_for
from lcmnas_core.strategies.strategy import Fitness, fittest

A = TypeVar("A")


@dataclass(frozen=True)
class Hierarchy:
    """Stages of training, and who may go on to the next; by default as published.

    Attributes:
        population: random genotypes at the beginning.
        stages: segments of one training; group k are those that have done k of them.
        stage_epochs: epochs of a stage.
        continued: how many of the best of group 1, 2, ... do another stage each cycle; of all but the last.
        mothers: how many parents each group gives a cycle; a child comes of each.
        tournament_share: a tournament is of one draw more than this share of the group.
        age: cycles without training that a member survives.
        cycles: after the random beginning.
    """

    population: int = 16
    stages: int = 3
    stage_epochs: int = 20
    continued: tuple[int, ...] = (8, 4)
    mothers: tuple[int, ...] = (6, 5, 5)
    tournament_share: float = 0.25
    age: int = 10
    cycles: int = 100

    def __post_init__(self) -> None:
        if min(self.population, self.stages, self.stage_epochs, self.age) < 1 or self.cycles < 0:
            raise UsageError(f"a hierarchy needs one of everything at least, got {self}")
        if len(self.mothers) != self.stages or len(self.continued) != self.stages - 1:
            raise UsageError(
                f"{self.stages} stages need as many numbers of mothers, and of continued one less"
            )

    @property
    def evaluations(self) -> int:
        """Stages trained at most, each a question."""
        each_cycle = max(self.population, sum(self.mothers) + sum(self.continued))
        return self.population + self.cycles * each_cycle


@dataclass(frozen=True)
class _Member(Generic[A]):
    answer: Answer[A]
    stage: int
    cycle: int


class EcoNas(Generic[A]):
    """Evolution in groups of equal training: the best of a group train on, and every group has children.

    Each cycle those leave that were not trained lately; the best of each group but the last are asked to go
    on with their training (`Question.continues`) up to the end of the next stage (`Question.epochs`); and
    winners of tournaments within each group have one mutated child each, which begins with the first stage.
    Members are compared by their values at their last stage, and so with their own group only; the public
    code takes the best of all stages. A member whose evaluation failed is gone. Where nobody is left, the
    random beginning is repeated. Zhou et al., arXiv:2001.01233.
    """

    def __init__(
        self,
        draw: Callable[[np.random.Generator], A],
        mutate: Callable[[A, np.random.Generator], A],
        hierarchy: Hierarchy,
        fitness: Fitness,
        seed: int,
    ) -> None:
        self._draw, self._mutate, self._hierarchy = draw, mutate, hierarchy
        self._fitness, self._seed = fitness, seed
        self._members: dict[int, _Member[A]] = {}
        self._cycle = self._asked = 0

    def ask(self) -> list[Question[A]]:
        """Those who go on, then the children."""
        if self._cycle > self._hierarchy.cycles:
            return []
        self._retire()
        numbers = count(self._asked)
        groups = [self.group(stage) for stage in range(1, self._hierarchy.stages + 1)]
        questions = [
            self._going_on(member, stage, next(numbers))
            for stage, (group, most) in enumerate(zip(groups[:-1], self._hierarchy.continued, strict=True), 2)
            for member in group[:most]
        ]
        for group, mothers in zip(groups, self._hierarchy.mothers, strict=True):
            questions += [self._child(group, next(numbers)) for _ in range(mothers) if group]
        if not questions:
            questions = [self._drawn(next(numbers)) for _ in range(self._hierarchy.population)]
        self._asked += len(questions)
        return questions

    def tell(self, answers: Sequence[Answer[A]]) -> None:
        """Whoever trained on joins the next group; whoever failed is gone."""
        for answer in answers:
            question = answer.question
            before = None if question.continues is None else self._members.pop(question.continues)
            if answer.values:
                stage = 1 if before is None else before.stage + 1
                self._members[question.number] = _Member(answer, stage, self._cycle)
        self._cycle += 1

    def group(self, stage: int) -> list[Answer[A]]:
        """The last answers of those alive that have done `stage` stages, best first."""
        answers = [each.answer for each in self._members.values() if each.stage == stage]
        return fittest(answers, self._fitness([each.values for each in answers]), len(answers))

    def _retire(self) -> None:
        oldest = self._cycle - self._hierarchy.age
        self._members = {number: each for number, each in self._members.items() if each.cycle >= oldest}

    def _going_on(self, member: Answer[A], stage: int, number: int) -> Question[A]:
        epochs = stage * self._hierarchy.stage_epochs
        return Question(member.question.architecture, number, epochs=epochs, continues=member.question.number)

    def _child(self, group: Sequence[Answer[A]], number: int) -> Question[A]:
        """`group` is sorted, so the winner of a tournament is the least of the places drawn."""
        rng = rng_for("econas", self._seed, number)
        size = int(len(group) * self._hierarchy.tournament_share) + 1
        mother = group[int(rng.integers(len(group), size=size).min())]
        child = self._mutate(mother.question.architecture, rng)
        return Question(child, number, epochs=self._hierarchy.stage_epochs)

    def _drawn(self, number: int) -> Question[A]:
        architecture = self._draw(rng_for("econas", self._seed, number))
        return Question(architecture, number, epochs=self._hierarchy.stage_epochs)
