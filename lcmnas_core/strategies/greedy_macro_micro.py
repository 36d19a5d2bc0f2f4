"""Global NAS: depth and width first, then the operation and the kernel of each layer, by hill climbing."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lcmnas_core.architectures.macro_chain import FULL, MacroChain
from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Answer, EpochPolicy, Question

ACCURACY, TRAIN_ACCURACY = "validation_accuracy", "train_accuracy"
LARGER_KERNEL = 5
ROUNDING = 1e-9
"""Accuracies are quotients: a loss of 4 in 8,000 is a little more or less than 0.0005."""
MICRO_SEARCHES = 2
T = TypeVar("T")
Course = Generator[Question[MacroChain], Mapping[str, float], T]
"""Asks, and is sent the values of the answer."""


@dataclass(frozen=True)
class StopRules:
    """Where the walk begins, what counts as a gain, and when it ends; accuracies are fractions.

    Attributes:
        shallowest, deepest: layers of the first candidate and at most.
        widest, narrowest: channels of the first candidate and at least, in macro search.
        narrowing: channels by which macro search narrows.
        gain: what a deeper candidate must gain to be taken.
        loss: what it may lose without counting as a failure.
        failures: how many since the last gain end a search.
        memorised: training accuracy beyond which depth ends; where none is told, as in searches that train
            here, it never does.
        target, near: depth ends within `near` of `target`.
        spare_params: by how many a micro candidate may exceed the network that its search began with.
    """

    shallowest: int = 10
    deepest: int = 100
    widest: int = 64
    narrowest: int = 16
    narrowing: int = 2
    gain: float = 0.001
    loss: float = 0.0005
    failures: int = 3
    memorised: float = 0.995
    target: float = 1.0
    near: float = 0.001
    spare_params: int = 10_000

    def __post_init__(self) -> None:
        if not 1 <= self.shallowest <= self.deepest or not 1 <= self.narrowest <= self.widest:
            raise UsageError(f"depths and widths of one at least, the smaller first, got {self}")
        if min(self.narrowing, self.failures) < 1 or min(self.gain, self.loss) < 0:
            raise UsageError(f"a narrowing and a failure of one at least, no negative margins, got {self}")

    def are_met(self, values: Mapping[str, float]) -> bool:
        """Whether a network with these values is as good as depth makes it."""
        memorises = values.get(TRAIN_ACCURACY, 0.0) > self.memorised
        return memorises or values[ACCURACY] >= self.target - self.near


def longest_walk(rules: StopRules, policy: EpochPolicy) -> list[int]:
    """Epochs of every candidate of the longest walk that `rules` allow: no candidate ever fails to gain."""
    narrowings = len(_widths(rules))
    return [
        *(policy.epochs(depth) for depth in range(rules.shallowest, rules.deepest + 1)),
        *(policy.epochs(rules.deepest, narrowed) for narrowed in range(1, narrowings + 1)),
        *([policy.epochs(rules.deepest, micro=True)] * (1 + MICRO_SEARCHES * rules.deepest)),
    ]


class GreedyMacroMicro:
    """One question a round: deeper until it does not pay, narrower as long as it costs nothing, then micro.

    Accuracies are held to thresholds of their own, so that this search takes them as they are instead of a
    `Fitness`. It draws nothing: the answers alone decide. In the micro searches a layer's change is paid for
    with width, one channel at a time, and undone unless it is strictly better than the bar. What is found
    keeps its trimmed width, which the published final trainings forget. A candidate whose evaluation failed
    counts as a failure. Siddiqui et al., arXiv:2502.03553.

    Attributes:
        found: what the search has settled on so far.
        phase: `depth`, `width`, `operations`, `kernels` or `over`.
    """

    def __init__(self, rules: StopRules, policy: EpochPolicy, params: Callable[[MacroChain], int]) -> None:
        self._rules, self._policy, self._params = rules, policy, params
        self.found = MacroChain.separable(rules.shallowest, rules.widest)
        self.phase = "depth"
        self._bar: float | None = None
        self._asked = 0
        self._course = self._searches()
        self._next: Question[MacroChain] | None = next(self._course)

    def ask(self) -> list[Question[MacroChain]]:
        """The next candidate."""
        return [] if self._next is None else [self._next]

    def tell(self, answers: Sequence[Answer[MacroChain]]) -> None:
        """Taken or undone."""
        for answer in answers:
            try:
                self._next = self._course.send(answer.values)
            except StopIteration:
                self._next, self.phase = None, "over"

    def _searches(self) -> Course[None]:
        deepest = yield from self._deeper()
        self.phase = "width"
        yield from self._narrower(deepest)
        self.phase = "operations"
        values = yield self._question(self.found, self._policy.epochs(self.found.depth, micro=True))
        self._bar = values.get(ACCURACY)
        yield from self._layer_by_layer(_full)
        self.phase = "kernels"
        yield from self._layer_by_layer(_larger)

    def _deeper(self) -> Course[int]:
        """Returns the last depth that was tried."""
        rules, failures = self._rules, 0
        for depth in range(rules.shallowest, rules.deepest + 1):
            chain = MacroChain.separable(depth, rules.widest)
            values = yield self._question(chain, self._policy.epochs(depth))
            gained = self._gain(values)
            if gained >= rules.gain - ROUNDING:
                self._take(chain, values)
                failures = 0
                if rules.are_met(values):
                    break
            elif gained < -rules.loss - ROUNDING:
                failures += 1
            if failures == rules.failures:
                break
        return depth

    def _narrower(self, deepest: int) -> Course[None]:
        rules, failures = self._rules, 0
        for narrowings, width in enumerate(_widths(rules), start=1):
            chain = MacroChain.separable(self.found.depth, width)
            epochs = self._policy.epochs(chain.depth, narrowings, deepest=deepest)
            values = yield self._question(chain, epochs)
            failures += 1
            if self._gain(values) >= 0.0:
                self._take(chain, values)
                failures = 0
            if failures == rules.failures:
                break

    def _layer_by_layer(self, changed: Callable[[MacroChain, int], MacroChain]) -> Course[None]:
        most = self._params(self.found) + self._rules.spare_params
        for layer in range(self.found.depth):
            chain = self._trimmed(changed(self.found, layer), most)
            if chain is None:
                continue
            values = yield self._question(chain, self._policy.epochs(chain.depth, micro=True))
            if self._gain(values) > 0.0:
                self._take(chain, values)

    def _trimmed(self, chain: MacroChain, most: int) -> MacroChain | None:
        """Narrower by single channels until it has `most` parameters; None where one channel has more."""
        widths = range(chain.width, 0, -1)
        narrower = (replace(chain, width=width) for width in widths)
        return next((each for each in narrower if self._params(each) <= most), None)

    def _gain(self, values: Mapping[str, float]) -> float:
        """By how much the bar is beaten; beyond all bounds where one of the two has no accuracy."""
        if ACCURACY not in values:
            return -math.inf
        return math.inf if self._bar is None else values[ACCURACY] - self._bar

    def _take(self, chain: MacroChain, values: Mapping[str, float]) -> None:
        self.found, self._bar = chain, values[ACCURACY]

    def _question(self, chain: MacroChain, epochs: int) -> Question[MacroChain]:
        self._asked += 1
        return Question(chain, self._asked - 1, schedule=epochs)


def _widths(rules: StopRules) -> range:
    """Those of the width search, the first candidate's left out."""
    return range(rules.widest - rules.narrowing, rules.narrowest - 1, -rules.narrowing)


def _full(chain: MacroChain, layer: int) -> MacroChain:
    return replace(chain, ops=(*chain.ops[:layer], FULL, *chain.ops[layer + 1 :]))


def _larger(chain: MacroChain, layer: int) -> MacroChain:
    return replace(chain, kernels=(*chain.kernels[:layer], LARGER_KERNEL, *chain.kernels[layer + 1 :]))
