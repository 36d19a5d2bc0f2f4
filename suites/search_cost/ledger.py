"""What questions cost on a landscape, and what is answered: the table's own numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Answer, Question, Spent

from .landscape import Landscape

ACCURACY = "validation_accuracy"


@dataclass(frozen=True)
class Bill:
    """What one question comes to.

    Attributes:
        row: the architecture's place on the landscape.
        epochs: how far it will have been trained; 0 for a signal.
        value: what the table answers, NaN for nothing.
        price: in the landscape's unit; 0 for what was asked before.
        share: of a whole training, that is still to be done.
    """

    row: int
    epochs: int
    value: float
    price: float = 0.0
    share: float = 0.0


class Ledger:
    """Prices of a search's questions, one after the other.

    A training costs its share of the table's cost by epochs, a continued one only the epochs that it adds, a
    signal the seconds recorded for it; what was asked before, or passed on the way of a longer training, is
    looked up and free. Suggesting costs nothing here: it is measured apart.
    """

    def __init__(self, landscape: Landscape) -> None:
        self._landscape = landscape
        self._trainings: dict[int, Bill] = {}
        self._trained: dict[int, int] = {}
        self._scored: set[tuple[str, int]] = set()

    def bill(self, question: Question[Any]) -> Bill:
        """What `question` would cost now.

        Raises:
            UsageError: the architecture is not on the landscape, or what it continues is no training of it.
        """
        row = self._landscape.row(question.architecture)
        if question.signal is None:
            return self._training(question, row)
        return self._signal(question.signal, row)

    def enter(self, question: Question[Any], bill: Bill) -> Answer[Any]:
        """The answer, once the bill is paid; without values where the table has none."""
        if question.signal is not None:
            self._scored.add((question.signal, bill.row))
        elif bill.epochs:
            self._trainings[question.number] = bill
            self._trained[bill.row] = max(bill.epochs, self._trained.get(bill.row, 0))
        macs = self._landscape.macs
        spent = Spent(macs=0 if macs is None else round(float(macs[bill.row]) * bill.share))
        if np.isnan(bill.value):
            return Answer(question, spent=spent, status="unsupported")
        return Answer(question, {question.signal or ACCURACY: bill.value}, spent)

    def _signal(self, name: str, row: int) -> Bill:
        signal = self._landscape.signals.get(name)
        if signal is None:
            return Bill(row, 0, np.nan)
        value, seconds = float(signal.values[row]), signal.seconds
        if seconds is None or (name, row) in self._scored:
            return Bill(row, 0, value)
        return Bill(row, 0, value, float(seconds[row]))

    def _training(self, question: Question[Any], row: int) -> Bill:
        stages = self._landscape.stages
        epochs = stages[-1] if question.epochs is None else question.epochs
        if epochs not in stages:
            return Bill(row, 0, np.nan)
        value = float(self._landscape.accuracy[stages.index(epochs), row])
        begun = self._begun(question, row)
        known = epochs <= self._trained.get(row, 0)
        share = 0.0 if known else (epochs - begun) / stages[-1]
        return Bill(row, epochs, value, float(self._landscape.price[row]) * share, share)

    def _begun(self, question: Question[Any], row: int) -> int:
        """Epochs done before: those of the training that `question` continues."""
        if question.continues is None:
            return 0
        before = self._trainings.get(question.continues)
        if before is None or before.row != row:
            raise UsageError(
                f"question {question.number} continues question {question.continues}, which is no training "
                f"of {question.architecture}"
            )
        return before.epochs
