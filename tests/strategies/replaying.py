"""Answers a strategy by rule, as a table would."""

from __future__ import annotations

from lcmnas_core.fidelity import Answer


def by_accuracy(pool):
    return [each.get("validation_accuracy") for each in pool]


def answered(questions, value_of):
    """Accuracy by `value_of`; None is a failed evaluation. A signal is the accuracy, too."""
    return [Answer(each, _values(each, value_of(each.architecture))) for each in questions]


def _values(question, value):
    return {} if value is None else {question.signal or "validation_accuracy": float(value)}


def rounds_of(strategy, value_of):
    """All questions of a strategy, round by round."""
    rounds = []
    while questions := strategy.ask():
        rounds.append(questions)
        strategy.tell(answered(questions, value_of))
    return rounds


def architectures(rounds):
    return [each.architecture for questions in rounds for each in questions]
