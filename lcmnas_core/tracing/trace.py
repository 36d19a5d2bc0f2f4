"""From a network to the layers that run in it, in the order in which they run."""

from __future__ import annotations

from functools import partial

import torch
from torch import nn

from lcmnas_core.architectures.layer_chain import Layer
from lcmnas_core.errors import Untraceable
from lcmnas_core.tracing.joins import JoinRecorder
from lcmnas_core.tracing.layer_events import layer_of, leaves
from lcmnas_core.tracing.shadow import shadow


def trace(network: nn.Module, input_shape: tuple[int, int, int], *, joins: bool = True) -> tuple[Layer, ...]:
    """The events of one train-mode pass of one (C, H, W) image (arXiv:2203.05508).

    Every module without children is an event each time it runs; parallel branches stand one after the other;
    functions leave none, but for additions and channel concatenations of two outputs where `joins` is asked
    for. A copy on the meta device runs, so nothing is computed and `network` is left as it was.

    Raises:
        Untraceable: the pass fails, or has a layer or (with `joins`) a join that the vocabulary lacks.
    """
    watch = _Watch()
    try:
        _run(shadow(network), input_shape, watch, joins)
    except Untraceable as error:
        raise Untraceable(f"{type(network).__name__}: {error}") from error
    except Exception as error:
        size, reason = "x".join(map(str, input_shape)), str(error).partition("\n")[0]
        raise Untraceable(
            f"{type(network).__name__} cannot take one {size} image in train mode on the meta device, "
            f"{watch.place}: {type(error).__name__}: {reason}"
        ) from error
    if not watch.events:
        raise Untraceable(f"{type(network).__name__} runs no layer; write its layers as modules")
    return tuple(watch.events)


class _Watch:
    """Hooks on the layers of a network.

    Attributes:
        events: of the layers that ran.
        place: where the pass is.
    """

    def __init__(self) -> None:
        self.events: list[Layer] = []
        self.place = "before its first layer"

    def over(self, network: nn.Module) -> None:
        for name, module in leaves(network):
            module.register_forward_pre_hook(partial(self._enter, name))
            module.register_forward_hook(self._leave)

    def _enter(self, name: str, module: nn.Module, _inputs: object) -> None:
        self.place = f"at layer {name!r}"

    def _leave(self, module: nn.Module, _inputs: object, output: object) -> None:
        try:
            layer = layer_of(module, output)
        except Untraceable as error:
            raise Untraceable(f"{self.place}, {error}") from error
        if layer is not None:
            self.events.append(layer)


def _run(subject: nn.Module, input_shape: tuple[int, ...], watch: _Watch, joins: bool) -> None:
    watch.over(subject)
    images = torch.empty(1, *input_shape, device="meta")
    with torch.no_grad():
        if joins:
            JoinRecorder(subject, watch.events).run(images)
        else:
            subject(images)
