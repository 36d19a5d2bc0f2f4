from __future__ import annotations

from dataclasses import dataclass

import pytest

from lcmnas_core.errors import Unsupported
from lcmnas_core.observations import Observer
from lcmnas_core.observations.observer import PASSES, Pass, closure, signature_types


@dataclass(frozen=True)
class Root:
    value: int


@dataclass(frozen=True)
class Doubled:
    value: int


@dataclass(frozen=True)
class Squared:
    value: int


@dataclass(frozen=True)
class Summed:
    value: int


class Passes:
    """Passes that count their runs: Summed rests on Doubled and Squared, both on Root."""

    def __init__(self) -> None:
        self.runs: list[str] = []

    def doubled(self, root: Root) -> Doubled:
        self.runs.append("doubled")
        return Doubled(2 * root.value)

    def squared(self, root: Root) -> Squared:
        self.runs.append("squared")
        if root.value > 100:
            raise OverflowError("too large")
        return Squared(root.value**2)

    def summed(self, doubled: Doubled, squared: Squared) -> Summed:
        self.runs.append("summed")
        return Summed(doubled.value + squared.value)

    def table(self) -> dict[type, Pass]:
        functions = (self.doubled, self.squared, self.summed)
        return {signature_types(f)[1]: Pass(signature_types(f)[0], f) for f in functions}


@pytest.fixture
def passes():
    return Passes()


def test_each_pass_runs_once_whoever_asks(passes):
    observer = Observer({Root: Root(3)}, replaced=passes.table())
    assert observer.of(Summed) == Summed(6 + 9)
    assert observer.of(Squared) == Squared(9)
    assert observer.of(Summed) is observer.of(Summed)
    assert passes.runs == ["doubled", "squared", "summed"]


def test_passes_nobody_asks_for_do_not_run(passes):
    observer = Observer({Root: Root(3)}, replaced=passes.table())
    observer.of(Doubled)
    assert passes.runs == ["doubled"]


def test_a_missing_root_says_what_to_do(passes):
    observer = Observer({}, missing={Root: "give --dataset"}, replaced=passes.table())
    with pytest.raises(Unsupported, match="give --dataset"):
        observer.of(Summed)
    assert passes.runs == []


def test_an_error_is_kept_and_spoils_only_what_rests_on_it(passes):
    observer = Observer({Root: Root(101)}, replaced=passes.table())
    for _ in range(2):
        with pytest.raises(OverflowError, match="too large"):
            observer.of(Summed)
    assert observer.of(Doubled) == Doubled(202)
    assert passes.runs.count("squared") == 1
    assert "summed" not in passes.runs


def test_closure_reaches_the_roots(passes):
    assert closure({Summed}, passes.table()) == {Summed, Doubled, Squared, Root}


def test_seconds_are_those_of_everything_underneath(passes):
    observer = Observer({Root: Root(3)}, replaced=passes.table())
    observer.of(Summed)
    alone = [observer.seconds({kind})[0] for kind in (Doubled, Squared)]
    assert observer.seconds({Summed}) == observer.seconds()
    assert observer.seconds({Summed})[0] >= sum(alone)
    assert observer.seconds({Root}) == (0, 0)


def test_every_pass_rests_on_what_other_passes_or_callers_give():
    given = {"Network", "Images", "Labels", "InputShape", "Seed"}
    assert {kind.__name__ for kind in closure(PASSES) if kind not in PASSES} == given
