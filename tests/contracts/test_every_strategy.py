"""What holds for every strategy: a new one joins `STRATEGIES`, or the first test says so."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from lcmnas_core import strategies
from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.graphs.weighted_graph import WeightedGraph
from lcmnas_core.seeding import seed_for
from lcmnas_core.spaces.synthetic import SYNTHETIC
from lcmnas_core.strategies.cell_lcmnas import CellLcmnas, Positions
from lcmnas_core.strategies.early_exit import early_exit
from lcmnas_core.strategies.econas import EcoNas, Hierarchy
from lcmnas_core.strategies.greedy_macro_micro import GreedyMacroMicro, StopRules
from lcmnas_core.strategies.lcmnas import Lcmnas, Member, Turnover
from lcmnas_core.strategies.lissnas import Lissnas
from lcmnas_core.strategies.local_search import LocalSearch
from lcmnas_core.strategies.predictor import Prediction, PredictorSearch
from lcmnas_core.strategies.proxy_argmax import ProxyArgmax
from lcmnas_core.strategies.random_neighbour import random_neighbour
from lcmnas_core.strategies.random_search import RandomSearch
from lcmnas_core.strategies.regularized_evolution import Ageing, RegularizedEvolution
from lcmnas_core.strategies.renumbered import Renumbered
from lcmnas_core.strategies.screening import Screening
from lcmnas_core.strategies.shrinkage import Shrinkage
from lcmnas_core.strategies.shrinking import Shrinking
from lcmnas_core.strategies.strategy import Fitness, Strategy
from lcmnas_core.strategies.warm_start import WarmStart

DRAW, AROUND = SYNTHETIC.sample, SYNTHETIC.neighbours
MUTATE = random_neighbour(AROUND, DRAW)
GRAPH = WeightedGraph.of([("Conv2d", (("out_channels", 8), ("kernel_size", 3))), ("Linear", ())])
EVALUATIONS = 60
AGEING = Ageing(population=8, tournament=3, children=2, evaluations=EVALUATIONS)
HIERARCHY = Hierarchy(population=6, continued=(2, 1), mothers=(2, 1, 1), age=2, cycles=9)
SHALLOW = StopRules(deepest=14)
"""At most 5 depths, 24 widths, a bar and two walks over 14 layers."""
PROMISE = Screening("synflow", 15)


def evolution(draw: Any, fitness: Fitness, seed: int) -> RegularizedEvolution[str]:
    return RegularizedEvolution(draw, MUTATE, AGEING, fitness, seed)


def lcmnas(seed: int, fitness: Fitness) -> Strategy[Any]:
    references = [Member(GRAPH, {}, alike=True)] * 3
    turnover = Turnover(population=10, generations=6)  # nine new ones each
    return Lcmnas(references, turnover, lambda pool: DRAW, lambda word: GRAPH, fitness, seed)


def shrinking(seed: int, fitness: Fitness) -> Shrinking[str]:
    shrinkage = Shrinkage(sample=15, seed_share=0.2, pocket=10, times=3)
    return Shrinking(DRAW, AROUND, shrinkage, fitness, seed)


def lissnas(seed: int, fitness: Fitness) -> Strategy[Any]:
    def inside(draw: Any, neighbours: Any, evaluations: int) -> Strategy[Any]:
        return LocalSearch(draw, neighbours, evaluations, fitness, seed)

    return Lissnas(shrinking(seed, fitness), inside, EVALUATIONS)


def predictor(seed: int, fitness: Fitness) -> Strategy[Any]:
    def encode(word: str) -> np.ndarray:
        return np.array([float(letter == each) for letter in word for each in "0123"])

    return PredictorSearch(DRAW, MUTATE, encode, Prediction(EVALUATIONS), fitness, seed)


def cell_lcmnas(seed: int, fitness: Fitness) -> Strategy[Any]:
    words = Positions((4,) * 5, lambda tokens: "".join(map(str, tokens)))
    return CellLcmnas(words, 12, EVALUATIONS, fitness, seed)


class Depths:
    """An epoch policy."""

    def epochs(
        self, depth: int, narrowings: int = 0, *, deepest: int | None = None, micro: bool = False
    ) -> int:
        return 2 if micro else depth


def greedy(seed: int, fitness: Fitness) -> Strategy[Any]:
    return GreedyMacroMicro(SHALLOW, Depths(), lambda chain: 1_000 * chain.width * (1 + sum(chain.ops)))


@dataclass(frozen=True)
class Entry:
    """How to make a strategy, and how many trainings it may ask for."""

    make: Callable[[int, Fitness], Strategy[Any]]
    evaluations: int = EVALUATIONS
    is_seeded: bool = True


STRATEGIES = {
    "random_search": Entry(lambda seed, fitness: RandomSearch(DRAW, EVALUATIONS, 7, seed)),
    "local_search": Entry(lambda seed, fitness: LocalSearch(DRAW, AROUND, EVALUATIONS, fitness, seed)),
    "regularized_evolution": Entry(lambda seed, fitness: evolution(DRAW, fitness, seed)),
    "early_exit": Entry(
        lambda seed, fitness: evolution(early_exit(DRAW, lambda word: word.count("3"), 1), fitness, seed)
    ),
    "renumbered": Entry(lambda seed, fitness: Renumbered(evolution(DRAW, fitness, seed), 0)),
    "lcmnas": Entry(lcmnas, evaluations=54),
    "cell_lcmnas": Entry(cell_lcmnas),
    "econas": Entry(
        lambda seed, fitness: EcoNas(DRAW, MUTATE, HIERARCHY, fitness, seed), HIERARCHY.evaluations
    ),
    "greedy_macro_micro": Entry(greedy, evaluations=5 + 24 + 1 + 28, is_seeded=False),
    "shrinking": Entry(shrinking),
    "lissnas": Entry(lissnas),
    "proxy_argmax": Entry(lambda seed, fitness: ProxyArgmax(DRAW, PROMISE, seed, trained=3), evaluations=3),
    "warm_start": Entry(
        lambda seed, fitness: WarmStart(DRAW, PROMISE, lambda draw: evolution(draw, fitness, seed), seed)
    ),
    "predictor": Entry(predictor),
}


class Told(Mapping[str, float]):
    """Values of an answer that remember what was read, and hold test accuracies that nobody may read."""

    def __init__(self, values: Mapping[str, float], read: set[str]) -> None:
        self._values, self._read = values, read

    def __getitem__(self, name: str) -> float:
        assert not name.startswith("test_"), f"{name} was looked at"
        self._read.add(name)
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._values and not str(name).startswith("test_")

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("all values were looked at, those of the test images among them")

    def __len__(self) -> int:
        return len(self._values)


class World:
    """Answers questions as a trainer would: whatever goes on needs the checkpoint that it goes on from."""

    def __init__(self, failing: int = 0, shift: float = 0.0) -> None:
        self.failing, self.shift = failing, shift
        self.read: set[str] = set()
        self._checkpoints: dict[int, Question[Any]] = {}

    def answer(self, question: Question[Any]) -> Answer[Any]:
        if question.continues is not None:
            before = self._checkpoints.pop(question.continues)
            assert before.architecture == question.architecture
            assert question.epochs > before.epochs
        luck = seed_for("a contract", repr(question.architecture), str(question.epochs)) % 1_000
        if luck < self.failing:
            return Answer(question, Told({}, self.read), status="failed")
        name = question.signal or "validation_accuracy"
        told = {name: luck / 2_000 + self.shift, "test_accuracy": 0.9}
        if question.signal is None:
            self._checkpoints[question.number] = question
        return Answer(question, Told(told, self.read))

    def rounds(self, strategy: Strategy[Any], share: float = 1.0) -> list[list[Question[Any]]]:
        """Runs a strategy to its end: each round is answered from its end, and `share` of it is told."""
        rounds = []
        while questions := strategy.ask():
            assert len(rounds) < 1_000, "it does not end"
            rounds.append(questions)
            told = questions[: max(1, round(share * len(questions)))]
            strategy.tell([self.answer(each) for each in reversed(told)][::-1])
        return rounds


def by_accuracy(pool: Any) -> list[float | None]:
    return [each.get("validation_accuracy") for each in pool]


@pytest.fixture(params=list(STRATEGIES))
def entry(request: pytest.FixtureRequest) -> Entry:
    return STRATEGIES[request.param]


def asked(entry: Entry, seed: int = 0, world: World | None = None) -> list[list[Question[Any]]]:
    return (world or World()).rounds(entry.make(seed, by_accuracy))


def test_none_is_forgotten() -> None:
    modules = [
        importlib.import_module(f"{strategies.__name__}.{each.name}")
        for each in pkgutil.iter_modules(strategies.__path__)
    ]
    known = {
        each
        for module in modules
        for each in vars(module).values()
        if inspect.isclass(each) and each is not Strategy and {"ask", "tell"} <= vars(each).keys()
    }
    assert known == {type(entry.make(0, by_accuracy)) for entry in STRATEGIES.values()}


def test_the_same_seed_asks_the_same_and_another_something_else(entry: Entry) -> None:
    assert asked(entry) == asked(entry)
    assert (asked(entry, seed=1) != asked(entry)) is entry.is_seeded


@pytest.mark.parametrize("failing", [0, 400, 1_000])
def test_it_ends_within_its_evaluations_however_many_fail(entry: Entry, failing: int) -> None:
    strategy = entry.make(0, by_accuracy)
    questions = [each for part in World(failing).rounds(strategy) for each in part]
    assert [each.number for each in questions] == list(range(len(questions)))
    assert sum(each.signal is None for each in questions) <= entry.evaluations
    assert strategy.ask() == []


def test_a_failure_is_no_number(entry: Entry) -> None:
    # If failures counted as nought they would be the worst of the one world and the best of the other.
    assert asked(entry, world=World(failing=300)) == asked(entry, world=World(failing=300, shift=-8.0))


def test_it_reads_only_what_it_is_told_to(entry: Entry) -> None:
    world = World(failing=100)
    asked(entry, world=world)
    assert world.read <= {"validation_accuracy", "train_accuracy", "synflow"}


def test_answers_that_are_missing_do_not_stop_it(entry: Entry) -> None:
    rounds = World().rounds(entry.make(0, by_accuracy), share=0.5)
    assert sum(each.signal is None for part in rounds for each in part) <= entry.evaluations


def test_it_stays_in_its_space(entry: Entry) -> None:
    words = [each.architecture for part in asked(entry) for each in part]
    if isinstance(words[0], str):
        assert all(word in SYNTHETIC for word in words)
    else:
        assert all(10 <= chain.depth <= 14 and 1 <= chain.width <= 64 for chain in words)
