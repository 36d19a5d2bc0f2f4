"""A search from its first draw to its winner, in rounds that depend on the answers before."""

from __future__ import annotations

import statistics
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from lcmnas_core.architectures.counts import Counts
from lcmnas_core.engines.job import Job
from lcmnas_core.engines.rounds import Known
from lcmnas_core.fidelity import Answer, Question, Spent
from lcmnas_core.search.asks import Asked, Told, told
from lcmnas_core.search.cost import evaluation_spent, total, training_spent
from lcmnas_core.search.drawing import drawing_of
from lcmnas_core.search.methods import FROM_GRAPHS, looks_at_references, strategy
from lcmnas_core.search.references import (
    asked_of_references,
    scored_references,
    trained_references,
    training_of_references,
    uniform_references,
)
from lcmnas_core.search.request import Search
from lcmnas_core.strategies.greedy_macro_micro import GreedyMacroMicro
from lcmnas_core.strategies.lcmnas import Member
from lcmnas_core.strategies.strategy import Strategy, fittest
from lcmnas_core.training.cost import Stage
from lcmnas_core.training.recipe import Recipe


@dataclass(frozen=True)
class Evaluation:
    """One candidate and what became of it.

    Attributes:
        round_: counted from 0; a generation of LCMNAS.
        arch: the architecture as it is written.
        counts: what its network costs, one image.
        until: the last epoch that it was trained for.
        is_repeat: whether its answer was known, from an earlier question or because a limit forbids it.
        macs, images: spent by the search up to it, itself included.
    """

    number: int
    round_: int
    architecture: Any
    arch: str
    counts: Counts
    told: Told
    until: int
    is_repeat: bool
    macs: int
    images: int


@dataclass(frozen=True)
class Finalist:
    """One of the fittest, trained from scratch once more."""

    arch: str
    counts: Counts
    told: Told


@dataclass
class Course:
    """What has become of a search so far; `rounds` fills it.

    Attributes:
        evaluations: candidates in the order in which they were asked for.
        references: what was told of reference networks that were trained; empty where none were.
        finalists: the fittest, best first.
        winner: the finalist of the best validation accuracy; None where none could be trained.
        final: what its last trainings gave, test accuracies included, one for each seed.
        spent: by evaluations, the fitness of reference networks included.
        cut_in: phase in which the budget ended a walk; None for any other search or one that ended itself.
        is_over: whether nothing is left to be asked, winner or not.
    """

    search: Search
    evaluations: list[Evaluation] = field(default_factory=list)
    references: list[Told] = field(default_factory=list)
    finalists: list[Finalist] = field(default_factory=list)
    winner: Finalist | None = None
    final: list[Told] = field(default_factory=list)
    spent: Spent = field(default_factory=Spent)
    cut_in: str | None = None
    is_over: bool = False

    def __post_init__(self) -> None:
        self.drawing = drawing_of(self.search)
        self._met: set[tuple[Any, ...]] = set()
        self._ends: dict[int, int] = {}

    def rounds(self, known: Known) -> Iterator[Iterable[Job]]:
        """The jobs of round after round; ends early where answers are missing.

        Raises:
            MissingError: the reference networks have no fitness on these images.
            UsageError: no acceptable architecture can be drawn.
        """
        members = yield from self._first_population(known)
        if members is None:
            return
        deciding = strategy(self.search, members, self.drawing)
        for round_ in count():
            questions = deciding.ask()
            paid = self._affordable(questions)
            asked = [self._asked(each) for each in paid if self._forbidden(each) is None]
            if asked:
                yield [each.job() for each in asked]
            answers = _all_told(asked, known)
            if answers is None:
                return
            coming = iter(answers)
            told = [self._forbidden(each) or next(coming) for each in paid]
            deciding.tell([self._evaluated(*pair, round_) for pair in zip(paid, told, strict=True)])
            if len(paid) < len(questions) and isinstance(deciding, GreedyMacroMicro):
                self.cut_in = deciding.phase
            if not questions or len(paid) < len(questions):
                break
        yield from self._ending(self._best(deciding), known)

    def _first_population(self, known: Known) -> Generator[Iterable[Job], None, list[Member] | None]:
        """The reference networks; what their fitness takes is charged to those methods that look at it."""
        search = self.search
        if search.method not in FROM_GRAPHS:
            return []
        if not looks_at_references(search):
            return uniform_references(search)
        if search.reference_fitness != "train":
            members, macs = scored_references(search)
            self.spent += Spent(macs=macs)
            return members
        asked = asked_of_references(search)
        yield [each.job() for each in asked]
        answers = _all_told(asked, known)
        if answers is None:
            return None
        self.references = answers
        self.spent += training_of_references(search)
        return trained_references(search, answers)

    def _best(self, deciding: Strategy[Any]) -> list[Evaluation]:
        """The finalists: what the strategy has settled on, or else the fittest of those trained furthest."""
        usable = [each for each in self.evaluations if each.told.usable]
        if isinstance(deciding, GreedyMacroMicro):
            return [each for each in usable if each.architecture == deciding.found][-1:]
        furthest = max((each.until for each in usable), default=0)
        candidates = [each for each in usable if each.until == furthest]
        fitness = self.search.estimation.mixture.fitness([each.told.usable for each in candidates])
        distinct = {each.arch: each for each in reversed(fittest(candidates, fitness, len(fitness)))}
        return list(reversed(distinct.values()))[: self.search.ending.finalists]

    def _ending(self, chosen: Sequence[Evaluation], known: Known) -> Iterator[Iterable[Job]]:
        asked = [Asked(self.search, each.arch, recipe=self.search.ending.pick) for each in chosen]
        yield [each.job() for each in asked]
        answers = _all_told(asked, known)
        if answers is None:
            return
        self.finalists = [
            Finalist(one.arch, one.counts, two) for one, two in zip(chosen, answers, strict=True)
        ]
        accuracies = [each.told.usable.get("validation_accuracy") for each in self.finalists]
        self.winner = next(iter(fittest(self.finalists, accuracies, 1)), None)
        training = self.search.ending.training
        if self.winner is None or training is None:
            self.is_over = True
            return
        last = [Asked(under, self.winner.arch, recipe=training, tested=True) for under in self._under_seeds()]
        yield [each.job() for each in last]
        self.final = _all_told(last, known) or []
        self.is_over = bool(self.final)

    def _under_seeds(self) -> list[Search]:
        """The search under its own seed and those after it."""
        seeds = range(self.search.seed, self.search.seed + self.search.ending.seeds)
        return [self.search.model_copy(update={"seed": seed}) for seed in seeds]

    def by_phase(self) -> dict[str, Sequence[Told]]:
        """What every job came to, once, by phase."""
        return {
            "reference networks": self.references,
            "candidates": [each.told for each in self.evaluations if not each.is_repeat],
            "final pick": [each.told for each in self.finalists],
            "final training": self.final,
        }

    @property
    def cpu_s(self) -> float | None:
        """CPU seconds of everything that was carried out; None where a job was lost with its own."""
        return total(each.cpu_s for part in self.by_phase().values() for each in part)

    @property
    def test_accuracy(self) -> float | None:
        """Of the winner, the mean over the seeds of its last training; None where one of them has failed."""
        found = [each.usable.get("test_accuracy") for each in self.final]
        known = [each for each in found if each is not None]
        return statistics.fmean(known) if known and len(known) == len(found) else None

    def _forbidden(self, question: Question[Any]) -> Told | None:
        """What a strategy that draws nothing is told of a candidate over a limit: no values, no cost."""
        broken = self.search.limits.broken_by(self.drawing.counts(question.architecture))
        return None if broken is None else Told({}, "unsupported", f"over the limit of {broken}")

    def _asked(self, question: Question[Any]) -> Asked:
        wanted = self.search.estimation.mixture.quantities
        recipe = self._recipe(question) if "validation_accuracy" in wanted else None
        arch = self.drawing.format(question.architecture)
        return Asked(self.search, arch, "score" in wanted, recipe, stage=self._stage(question))

    def _recipe(self, question: Question[Any]) -> Recipe:
        """The short training, on a schedule of the question's own length where it names one."""
        usual = self.search.estimation.training
        return usual if question.schedule is None else replace(usual, epochs=question.schedule)

    def _stage(self, question: Question[Any]) -> Stage:
        since = 0 if question.continues is None else self._ends[question.continues]
        return Stage(since, question.epochs)

    def _affordable(self, questions: Sequence[Question[Any]]) -> list[Question[Any]]:
        """The first of `questions` that the budget has room for; the search ends where one has not."""
        search, spent = self.search, self.spent
        found: list[Question[Any]] = []
        asked: set[Any] = set()
        for question in questions:
            if _what(question) not in asked:
                spent += self._cost(question)
            asked.add(_what(question))
            if _exceeds(spent.macs, search.budget_macs) or _exceeds(spent.images, search.budget_images):
                break
            found.append(question)
        return found

    def _is_free(self, question: Question[Any]) -> bool:
        return _what(question) in self._met or self._forbidden(question) is not None

    def _cost(self, question: Question[Any]) -> Spent:
        """Nothing for what was asked before: its answer is known."""
        if self._is_free(question):
            return Spent()
        macs = self.drawing.counts(question.architecture).macs
        return evaluation_spent(self.search, macs, self._recipe(question), self._stage(question))

    def _evaluated(self, question: Question[Any], answer: Told, round_: int) -> Answer[Any]:
        architecture = question.architecture
        cost = self._cost(question)
        is_repeat = self._is_free(question)
        self.spent += cost
        self._met.add(_what(question))
        self._ends[question.number] = until = self._stage(question).end(self._recipe(question))
        self.evaluations.append(
            Evaluation(
                number=question.number,
                round_=round_,
                architecture=architecture,
                arch=self.drawing.format(architecture),
                counts=self.drawing.counts(architecture),
                told=answer,
                until=until,
                is_repeat=is_repeat,
                macs=self.spent.macs,
                images=self.spent.images,
            )
        )
        return Answer(question, answer.usable, cost, answer.status)


def _what(question: Question[Any]) -> tuple[Any, ...]:
    """Equal for questions that have the same answer."""
    return question.architecture, question.schedule, question.epochs


def _exceeds(spent: int, budget: int | None) -> bool:
    return budget is not None and spent > budget


def _all_told(asked: Sequence[Asked], known: Known) -> list[Told] | None:
    answers = [told(each, known) for each in asked]
    return None if any(each is None for each in answers) else [each for each in answers if each is not None]


def ending_spent(course: Course) -> Spent:
    """What finalists and winner take beside the search itself."""
    ending = course.search.ending
    picks = (training_spent(course.search, ending.pick, each.counts.macs) for each in course.finalists)
    spent = sum(picks, Spent())
    if course.winner is not None and ending.training is not None:
        each = training_spent(course.search, ending.training, course.winner.counts.macs)
        spent = sum([each] * ending.seeds, spent)
    return spent
