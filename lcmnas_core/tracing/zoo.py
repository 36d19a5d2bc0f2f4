"""The classification networks of torchvision, built without memory and traced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torchvision
from torch import nn
from torch.overrides import TorchFunctionMode

from lcmnas_core.architectures.layer_chain import LayerChain
from lcmnas_core.errors import UnknownName, Untraceable
from lcmnas_core.tracing.references import INPUT_SHAPE, REFERENCES, ReferenceTraces
from lcmnas_core.tracing.trace import trace
from lcmnas_core.whole_file import write_whole

WARN_UNLESS_TOLD = ("googlenet", "inception_v3")
"""Their default of `init_weights` is about to change."""


class _WeightsOnMeta(TorchFunctionMode):
    """New tensors without values go to the meta device.

    Under `torch.device("meta")` all do, and RegNets cannot be built: their builder reads computed widths.
    """

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        kwargs = dict(kwargs or {})
        if func in (torch.empty, torch.ones, torch.zeros) and kwargs.get("device") is None:
            kwargs["device"] = "meta"
        return func(*args, **kwargs)


def zoo_names() -> tuple[str, ...]:
    """Every classification network that the installed torchvision builds."""
    return tuple(torchvision.models.list_models(module=torchvision.models))


def zoo_network(name: str) -> nn.Module:
    """The torchvision network called `name`, untrained, its weights on the meta device.

    Raises:
        UnknownName: torchvision has no such classification network.
    """
    if name not in zoo_names():
        raise UnknownName("torchvision network", name, zoo_names())
    options = {"init_weights": False} if name in WARN_UNLESS_TOLD else {}
    with _WeightsOnMeta():
        network: nn.Module = torchvision.models.get_model(name, weights=None, **options)
    return network


def retrace(names: Iterable[str], *, joins: bool = True) -> Mapping[str, LayerChain]:
    """The traces of these torchvision networks, with all settings and, where asked for, joins.

    Raises:
        UnknownName: torchvision has no such classification network.
        Untraceable: one cannot be traced, or (with `joins`) has a join that no vertex stands for.
    """
    return {name: LayerChain(trace(zoo_network(name), INPUT_SHAPE, joins=joins)) for name in names}


def write_reference_traces(path: Path) -> None:
    """Trace the 34 reference networks of the installed torchvision and write them to `path`."""
    traces = ReferenceTraces(torchvision.__version__.partition("+")[0], INPUT_SHAPE, retrace(REFERENCES))
    write_whole(path, traces.to_json())


@dataclass(frozen=True)
class ZooTrace:
    """What became of one network of the zoo.

    Attributes:
        name: its name in torchvision.
        chain: its trace; without joins where those cannot be told; None where nothing can.
        reason: why joins or everything is missing; None where nothing is.
    """

    name: str
    chain: LayerChain | None
    reason: str | None

    @property
    def status(self) -> str:
        """`traced`, `traced without joins` or `untraceable`."""
        if self.chain is None:
            return "untraceable"
        return "traced without joins" if self.reason else "traced"


def zoo() -> Iterator[ZooTrace]:
    """Every classification network of the installed torchvision, traced as far as it can be."""
    return (_traced(name, zoo_network(name)) for name in zoo_names())


def _traced(name: str, network: nn.Module) -> ZooTrace:
    reason = None
    for joins in (True, False):
        try:
            return ZooTrace(name, LayerChain(trace(network, INPUT_SHAPE, joins=joins)), reason)
        except Untraceable as error:
            reason = str(error)
    return ZooTrace(name, None, reason)
