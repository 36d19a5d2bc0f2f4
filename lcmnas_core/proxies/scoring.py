"""Score one network with many proxies, every pass run at most once."""

from __future__ import annotations

import copy
import math
import numbers
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import torch
from torch import nn

from lcmnas_core.errors import Unsupported, ran_out_of_memory
from lcmnas_core.observations import (
    Batch,
    Images,
    InputJacobian,
    InputShape,
    Labels,
    Network,
    Observer,
    Seed,
    in_parts,
    observed,
    seed_everything,
    undisturbed,
)
from lcmnas_core.proxies.plugin import find
from lcmnas_core.proxies.proxy import Proxy

Status = Literal["ok", "nonfinite", "unsupported", "error", "oom"]

_MISSING: dict[type, str] = {
    Images: "it needs images and none were given; give --dataset",
    Labels: "it needs labels and none were given; give --dataset",
    InputShape: "it needs the shape of an image; give --input-shape or --dataset",
}


@dataclass(frozen=True)
class Score:
    """What one proxy said about a network, or why it said nothing.

    Attributes:
        value: the score; None unless the status is `ok`.
        status: `ok`, `nonfinite`, `unsupported`, `error` or `oom`.
        reason: one line, None exactly when `ok`.
        cpu_s: its own arithmetic.
        standalone_cpu_s: build, plus every pass it rests on counted whole, plus its own arithmetic.
        wall_s: the same without the build, by the clock.
        note: what else a record should say (which features, which fallback).
    """

    value: float | None
    status: Status
    reason: str | None
    cpu_s: float
    standalone_cpu_s: float
    wall_s: float
    note: str = ""


@dataclass(frozen=True)
class Scores(Mapping[str, Score]):
    """Scores by proxy name, in the order asked.

    Attributes:
        shared_cpu_s: all passes and all arithmetic together, build included, as it was really spent.
    """

    by_name: dict[str, Score]
    shared_cpu_s: float

    def __getitem__(self, name: str) -> Score:
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)


@dataclass(frozen=True)
class Subject:
    """The network being scored, and everything a proxy may be handed."""

    network: nn.Module
    batch: Batch | None
    seed: int
    build_cpu_s: float
    observer: Observer = field(repr=False)


def score(
    network: nn.Module,
    batch: Batch | None,
    proxies: Sequence[str | Proxy],
    *,
    input_shape: tuple[int, ...] | None = None,
    seed: int = 0,
    build_cpu_s: float = 0.0,
    images_per_pass: int | None = None,
) -> Scores:
    """Score a network; it and the global random state are left as they were.

    Passes run on the CPU, in the network's dtype, with batch statistics. A score is the same to the last bit
    whichever other proxies are asked for. A fault of the network becomes a status, never an exception.

    Args:
        network: maps images (N, C, H, W) to logits (N, K).
        batch: images and, for proxies that declare it, labels; None scores only what needs no data.
        proxies: names, aliases, `module:function` or `Proxy` values; results go by the registered name.
        input_shape: (C, H, W) of an image, for a score without a batch.
        seed: for what proxies draw themselves (noise, dropout).
        build_cpu_s: CPU seconds it took to build the network, for the stand-alone cost.
        images_per_pass: take the input Jacobian in parts of this many images, each with its own batch
            statistics (`lcmnas` on 256 images: 96); None takes all images at once.

    Raises:
        UnknownName, UsageError, NameClash: a proxy cannot be found.
    """
    asked = [find(each) for each in proxies]
    with observed(network) as seen:
        observer = _observer(seen, batch, input_shape, seed, images_per_pass)
        subject = Subject(network, batch, seed, build_cpu_s, observer)
        scores = {each.name: _score(each, subject) for each in asked if each.takes is not None}
    with undisturbed(network):
        scores |= {each.name: _score(each, subject) for each in asked if each.takes is None}
    spent = subject.observer.seconds()[0] + sum(one.cpu_s for one in scores.values())
    return Scores({each.name: scores[each.name] for each in asked}, build_cpu_s + spent)


def _observer(
    network: Network,
    batch: Batch | None,
    input_shape: tuple[int, ...] | None,
    seed: int,
    images_per_pass: int | None,
) -> Observer:
    given: dict[type, Any] = {Network: network, Seed: Seed(seed)}
    if batch is not None:
        images = batch.images.to(network.dtype).contiguous(memory_format=torch.channels_last)
        given[Images] = Images(images)
        given[InputShape] = InputShape(tuple(images.shape[1:]), len(images))
        if batch.labels is not None:
            given[Labels] = Labels(batch.labels)
    elif input_shape is not None:
        given[InputShape] = InputShape(input_shape, 64)
    if batch is None or images_per_pass is None or images_per_pass >= len(batch):
        return Observer(given, _MISSING)
    return Observer(given, _MISSING, {InputJacobian: in_parts(images_per_pass)})


def _score(proxy: Proxy, subject: Subject) -> Score:
    note, own = "", (0.0, 0.0)
    value: float | None = None
    status: Status = "ok"
    reason: str | None = None
    try:
        arguments = _arguments(proxy, subject)
        note = "; ".join(filter(None, (getattr(each, "note", "") for each in arguments)))
        started = time.process_time(), time.perf_counter()
        value = _real(proxy.function(*arguments))
        own = time.process_time() - started[0], time.perf_counter() - started[1]
        if not math.isfinite(value):
            value, status, reason = None, "nonfinite", f"{proxy.name} gave {value}"
    except Exception as error:
        value, (status, reason) = None, _fault(error)
        error.__traceback__ = None  # its frames would keep the autograd graph alive
    cpu_s, wall_s = subject.observer.seconds(proxy.takes or ())
    return Score(value, status, reason, own[0], subject.build_cpu_s + cpu_s + own[0], wall_s + own[1], note)


def _arguments(proxy: Proxy, subject: Subject) -> list[Any]:
    """What the proxy is handed; a plain one gets a private copy and images without labels."""
    if proxy.takes is not None:
        return [subject.observer.of(kind) for kind in proxy.takes]
    if subject.batch is None:
        raise Unsupported(_MISSING[Images])
    seed_everything(proxy.name, proxy.version, subject.seed)
    return [copy.deepcopy(subject.network), Batch(subject.batch.images.clone())]


def _real(result: object) -> float:
    number = result.item() if isinstance(result, torch.Tensor | np.generic) else result
    if not isinstance(number, numbers.Real):
        raise TypeError(f"returned a {type(number).__name__}, expected one real number")
    return float(number) + 0.0  # never minus zero


def _fault(error: Exception) -> tuple[Status, str]:
    message = str(error).partition("\n")[0]
    if isinstance(error, Unsupported):
        return "unsupported", message
    if ran_out_of_memory(error):
        return "oom", message or "out of memory"
    return "error", f"{type(error).__name__}: {message}"
