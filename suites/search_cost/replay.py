"""One search on one landscape, from its first question until its budget is used up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from lcmnas_core.fidelity import Answer
from lcmnas_core.strategies.strategy import Strategy

from .landscape import Landscape
from .ledger import Bill, Ledger

SLACK = 1e-9
"""Relative: prices add up to a budget that was meant to hold exactly so many of them."""


@dataclass
class Trajectory:
    """What became of a search; one entry of `costs` and `incumbents` for each change of the incumbent.

    Attributes:
        costs: spent in all, in the landscape's unit, when the incumbent changed, (k,).
        incumbents: its place on the landscape, (k,).
        spent: in the end; at most the budget.
        macs: multiply-adds of all trainings charged; None where the landscape has none.
        evaluations: trainings charged, each as the share of a whole one that it was.
        questions: answered ones, free ones included.
        wall_s, cpu_s: what suggesting took: making the strategy, asking and telling, answers apart.
    """

    costs: list[float] = field(default_factory=list)
    incumbents: list[int] = field(default_factory=list)
    spent: float = 0.0
    macs: int | None = None
    evaluations: float = 0.0
    questions: int = 0
    wall_s: float = 0.0
    cpu_s: float = 0.0


def replay(begin: Callable[[], Strategy[Any]], landscape: Landscape, budget: float) -> Trajectory:
    """Make a strategy and answer its questions one at a time until the next one can no longer be paid.

    The incumbent is chosen by what the strategy was told: of the architectures trained furthest the one with
    the highest accuracy, the first of equals; a cheap signal counts as no training at all.

    Raises:
        UsageError: a question means nothing on this landscape.
    """
    return _Replay(begin, landscape, budget).run()


class _Replay:
    def __init__(self, begin: Callable[[], Strategy[Any]], landscape: Landscape, budget: float) -> None:
        self._budget = budget * (1 + SLACK)
        self._ledger = Ledger(landscape)
        self._best = (-1, 0.0)
        self._found = Trajectory(macs=None if landscape.macs is None else 0)
        with self._suggesting():
            self._strategy = begin()

    def run(self) -> Trajectory:
        while (answers := self._round()) is not None:
            with self._suggesting():
                self._strategy.tell(answers)
        return self._found

    def _round(self) -> list[Answer[Any]] | None:
        """The answers to one round; None once the search has ended."""
        with self._suggesting():
            questions = self._strategy.ask()
        if not questions:
            return None
        answers = []
        for question in questions:
            bill = self._ledger.bill(question)
            if self._found.spent + bill.price > self._budget:
                return None
            answers.append(self._ledger.enter(question, bill))
            self._count(bill, answers[-1])
        return answers

    def _count(self, bill: Bill, answer: Answer[Any]) -> None:
        found = self._found
        found.spent += bill.price
        found.evaluations += bill.share
        found.questions += 1
        if found.macs is not None:
            found.macs += answer.spent.macs
        if answer.values and (bill.epochs, bill.value) > self._best:
            self._best = (bill.epochs, bill.value)
            found.costs.append(found.spent)
            found.incumbents.append(bill.row)

    @contextmanager
    def _suggesting(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self._found.wall_s += time.perf_counter() - wall
        self._found.cpu_s += time.process_time() - cpu
