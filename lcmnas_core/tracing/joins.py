"""Residual additions and concatenations, seen by running the torch.fx graph of a network."""

from __future__ import annotations

import operator
from typing import Any

import torch
from torch import Tensor, fx, nn

from lcmnas_core.architectures.layer_chain import Layer
from lcmnas_core.errors import Untraceable
from lcmnas_core.tracing.layer_events import is_leaf

ADDITIONS = frozenset((operator.add, operator.iadd, torch.add, "add", "add_"))
CONCATENATIONS = frozenset((torch.cat, torch.concat, torch.concatenate))
INPUT = -1
"""The place of the image: before the first event."""
WAY_OUT = "trace it without joins"


class JoinRecorder(fx.Interpreter):
    """Runs a network and appends its joins to the `events` to which hooks append its layers.

    A tensor belongs to the event that made it; functions that leave no event pass that on, so that half of a
    chunk (ShuffleNet) stands for the whole. A join combines the running tensor, which the event before it
    made, with others: at place i,

        Add(distance=d), Concat(distance=d):  output[i - 1] with output[i - 1 - d],  output[-1] the image.

    A join of k tensors is k - 1 events, nearest first. A concatenation that holds all tensors of an earlier
    one takes that one's output in their stead, so a dense layer (DenseNet) is one event.

    Raises:
        Untraceable: torch.fx cannot follow the network, or tensors meet in a way that is no such join.
    """

    def __init__(self, network: nn.Module, events: list[Layer]) -> None:
        super().__init__(network, graph=_symbolic(network))
        self.extra_traceback = False
        self.events = events
        self.makers: dict[fx.Node, int] = {}
        self.concatenated: dict[frozenset[int], int] = {}

    def run_node(self, n: fx.Node) -> Any:
        """Run one node and note which event its value belongs to."""
        before = len(self.events)
        value = super().run_node(n)
        if n.op == "placeholder":
            self.makers[n] = INPUT
        elif len(self.events) > before:
            self.makers[n] = before
        elif _holds_tensors(value) and not _is_answer(n, value):
            self._pass_on(n)
        return value

    def _pass_on(self, node: fx.Node) -> None:
        makers = {self.makers[each] for each in node.all_input_nodes if each in self.makers}
        if len(makers) > 1:
            self.makers[node] = self._joined(node, makers)
        elif makers:
            self.makers[node] = makers.pop()

    def _joined(self, node: fx.Node, makers: set[int]) -> int:
        """The place of the event whose output holds all that `makers` made."""
        kind = _kind(node)
        if kind == "Add":
            return self._append(node, kind, makers)
        parts = self._with_earlier(makers)
        place = self._append(node, kind, parts) if len(parts) > 1 else min(parts)
        self.concatenated[frozenset(makers)] = place
        return place

    def _append(self, node: fx.Node, kind: str, makers: set[int]) -> int:
        last = len(self.events) - 1
        if last not in makers:
            raise Untraceable(f"{node.name} joins outputs other than that of the layer before it; {WAY_OUT}")
        for place in sorted(makers - {last}, reverse=True):
            self.events.append(Layer.of(kind, distance=len(self.events) - 1 - place))
        return len(self.events) - 1

    def _with_earlier(self, makers: set[int]) -> set[int]:
        """`makers`, all those of an earlier concatenation replaced by its own place."""
        for parts, place in sorted(self.concatenated.items(), key=lambda one: len(one[0]), reverse=True):
            if parts <= makers:
                makers = makers - parts | {place}
        return makers


class _Leaves(fx.Tracer):
    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        return is_leaf(m)


def _symbolic(network: nn.Module) -> fx.Graph:
    try:
        return _Leaves().trace(network)
    except Exception as error:
        reason = str(error).partition("\n")[0]
        message = f"torch.fx cannot follow it, {WAY_OUT}: {type(error).__name__}: {reason}"
        raise Untraceable(message) from error


def _holds_tensors(value: object) -> bool:
    if isinstance(value, tuple | list):
        return any(map(_holds_tensors, value))
    return isinstance(value, Tensor)


def _is_answer(node: fx.Node, value: object) -> bool:
    """Whether `node` is what the network returns, or gathers it in a tuple."""
    gathers = not isinstance(value, Tensor) and all(user.op == "output" for user in node.users)
    return node.op == "output" or gathers


def _kind(node: fx.Node) -> str:
    if node.target in ADDITIONS:
        return "Add"
    if node.target in CONCATENATIONS:
        dim = node.kwargs.get("dim", node.args[1] if len(node.args) > 1 else 0)
        if dim in (1, -3):
            return "Concat"
    raise Untraceable(f"{node.name} neither adds outputs nor concatenates their channels; {WAY_OUT}")
