"""Which pass yields which observation, and an observer that runs each pass at most once."""

from __future__ import annotations

import time
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from lcmnas_core.errors import Unsupported

T = TypeVar("T")


@dataclass(frozen=True)
class ImagePasses:
    """What a pass costs in forward passes of one image: forward 1, backward to the images 1, full backward 2.

    Attributes:
        per_image: for each image of the batch.
        fixed: whatever the batch.
    """

    per_image: int = 0
    fixed: int = 0

    def of(self, images: int) -> int:
        """For a batch of this many images."""
        return self.per_image * images + self.fixed


@dataclass(frozen=True)
class Pass:
    """One pass: what it takes (observations or given things, by type), what runs it and what it costs."""

    takes: tuple[type, ...]
    run: Callable[..., Any]
    cost: ImagePasses = ImagePasses()


PASSES: dict[type, Pass] = {}


def signature_types(function: Callable[..., Any]) -> tuple[tuple[type, ...], type]:
    """The annotated types of a function's parameters, and of its result."""
    hints = typing.get_type_hints(function)
    result = hints.pop("return", type(None))
    return tuple(hints.values()), result


def yields(*, per_image: int = 0, fixed: int = 0) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Register a function as the pass that yields its annotated result from its annotated parameters.

    `per_image` and `fixed` are its own `ImagePasses`, those of what it takes left out.
    """

    def register(function: Callable[..., T]) -> Callable[..., T]:
        takes, result = signature_types(function)
        PASSES[result] = Pass(takes, function, ImagePasses(per_image, fixed))
        return function

    return register


def closure(kinds: Iterable[type], passes: Mapping[type, Pass] = PASSES) -> set[type]:
    """`kinds` and everything their passes rest on, given things included."""
    reached: set[type] = set()
    waiting = list(kinds)
    while waiting:
        kind = waiting.pop()
        if kind not in reached:
            reached.add(kind)
            waiting.extend(passes[kind].takes if kind in passes else ())
    return reached


def image_passes(kinds: Iterable[type], images: int) -> int:
    """What `kinds` and everything they rest on cost for a batch of `images`; each pass runs once."""
    return sum(PASSES[kind].cost.of(images) for kind in closure(kinds) if kind in PASSES)


@dataclass(frozen=True)
class _Outcome:
    value: Any
    error: Exception | None
    cpu_s: float
    wall_s: float


class Observer:
    """Yields observations of one network on one batch, each made on first demand and then kept.

    Args:
        given: things no pass makes, by type (network, images, labels, input shape, seed).
        missing: for given types that may be absent, why nothing can be had without them.
        replaced: passes that take the place of the registered ones.
    """

    def __init__(
        self,
        given: Mapping[type, Any],
        missing: Mapping[type, str] | None = None,
        replaced: Mapping[type, Pass] | None = None,
    ) -> None:
        self._given = given
        self._missing = missing or {}
        self._passes = {**PASSES, **(replaced or {})}
        self._outcomes: dict[type, _Outcome] = {}

    def of(self, kind: type[T]) -> T:
        """The observation of this kind.

        Raises:
            Unsupported: something it rests on was not given.
            Exception: whatever its pass raised, the same on every demand.
        """
        if kind in self._given:
            return typing.cast(T, self._given[kind])
        if kind in self._missing:
            raise Unsupported(self._missing[kind])
        if kind not in self._outcomes:
            self._outcomes[kind] = self._made(kind)
        outcome = self._outcomes[kind]
        if outcome.error is not None:
            raise outcome.error
        return typing.cast(T, outcome.value)

    def seconds(self, kinds: Iterable[type] | None = None) -> tuple[float, float]:
        """CPU and wall seconds of the passes that `kinds` rest on, each counted whole; None means all."""
        counted = self._outcomes if kinds is None else closure(kinds, self._passes)
        ran = [self._outcomes[kind] for kind in counted if kind in self._outcomes]
        return sum(one.cpu_s for one in ran), sum(one.wall_s for one in ran)

    def _made(self, kind: type) -> _Outcome:
        one = self._passes[kind]
        try:
            inputs: list[Any] = [self.of(needed) for needed in one.takes]
        except Exception as error:
            return _Outcome(None, error, 0.0, 0.0)
        started = time.process_time(), time.perf_counter()
        try:
            value, failure = one.run(*inputs), None
        except Exception as error:
            value, failure = None, error
        return _Outcome(value, failure, time.process_time() - started[0], time.perf_counter() - started[1])
