"""The network under observation, seen as a function that leaves no trace."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn.modules.batchnorm import _BatchNorm

from lcmnas_core.errors import Unsupported
from lcmnas_core.inert import Inert, inert_of
from lcmnas_core.observations.allocator import keep_freed_memory
from lcmnas_core.observations.interception import Interceptor
from lcmnas_core.seeding import seed_for


@dataclass(frozen=True, eq=False)
class Network:
    """A module as a function of its input, its parameters and its buffers.

    Every run gets its parameters and buffers by value (`torch.func.functional_call`), so nothing a pass
    does reaches the module.

    Attributes:
        module: the caller's network.
        inert: what the built network leaves out.
        parameters: by name, shared ones under each of their names.
        layers: parameter name of the weight of every `nn.Conv2d` and `nn.Linear`, in module order.
        dtype: floating type of the parameters; float32 without any.
        buffers: those a run may read; batch norm's are left out, which no run moves.
        calling: name of the module being called, among those without children (inside `observed`).
    """

    module: nn.Module
    inert: Inert
    parameters: dict[str, Tensor] = field(repr=False)
    layers: tuple[str, ...]
    dtype: torch.dtype
    buffers: dict[str, Tensor] = field(repr=False)
    calling: list[str]

    def replaced(self, change: Callable[[Tensor], Tensor]) -> dict[str, Tensor]:
        """Leaves that require a gradient, made from each parameter; shared parameters stay shared."""
        made: dict[int, Tensor] = {}
        for value in self.parameters.values():
            if id(value) not in made:
                made[id(value)] = leaf(change(value.detach()))
        return {name: made[id(value)] for name, value in self.parameters.items()}

    def leaves(self) -> dict[str, Tensor]:
        """The parameters as they are."""
        return self.replaced(lambda value: value)

    def run(self, images: Tensor, parameters: dict[str, Tensor], interceptor: Interceptor) -> Tensor:
        """Logits (N, K) of `images`; every torch function on the way goes through `interceptor`.

        Raises:
            Unsupported: the output is not one matrix with a row per image.
        """
        self.calling.clear()
        interceptor.calling = self.calling
        buffers = {
            name: value.detach().to(images.dtype if value.is_floating_point() else value.dtype, copy=True)
            for name, value in self.buffers.items()
        }
        with interceptor:
            logits = functional_call(self.module, {**parameters, **buffers}, (images,), tie_weights=False)
        if not isinstance(logits, Tensor) or logits.dim() != 2 or len(logits) != len(images):
            got = tuple(logits.shape) if isinstance(logits, Tensor) else type(logits).__name__
            raise Unsupported(f"forward gave {got}, expected logits of shape ({len(images)}, classes)")
        return logits


def leaf(value: Tensor) -> Tensor:
    """A leaf that requires a gradient where it can, in the layout it has."""
    return value.detach().requires_grad_(value.is_floating_point())


@contextmanager
def undisturbed(module: nn.Module) -> Iterator[None]:
    """Train mode inside; afterwards every training flag and the global random states are as before."""
    states = random.getstate(), np.random.get_state(), torch.get_rng_state()  # noqa: NPY002
    flags = [(part, part.training) for part in module.modules()]
    module.train()
    try:
        yield
    finally:
        for part, training in flags:
            part.training = training
        random.setstate(states[0])
        np.random.set_state(states[1])  # noqa: NPY002
        torch.set_rng_state(states[2])


@contextmanager
def observed(module: nn.Module) -> Iterator[Network]:
    """`module` in train mode with its calls followed and batch norm's counters stopped, undone afterwards."""
    keep_freed_memory()
    calling: list[str] = []
    handles = []
    parts = dict(module.named_modules())
    norms = [part for part in parts.values() if isinstance(part, _BatchNorm)]
    counters = [part.num_batches_tracked for part in norms]
    with undisturbed(module):
        try:
            for name, part in parts.items():
                if not any(part.children()):
                    handles.append(part.register_forward_pre_hook(_entering(calling, name)))
                    handles.append(part.register_forward_hook(_leaving(calling)))
            for norm in norms:
                norm.num_batches_tracked = None
            yield _network(module, list(parts.values()), calling)
        finally:
            for handle in handles:
                handle.remove()
            for norm, counter in zip(norms, counters, strict=True):
                norm.num_batches_tracked = counter


def _network(module: nn.Module, parts: list[nn.Module], calling: list[str]) -> Network:
    parameters: dict[str, Tensor] = dict(module.named_parameters(remove_duplicate=False))
    names = {id(value): name for name, value in reversed(parameters.items())}
    layers = [part for part in parts if isinstance(part, nn.Conv2d | nn.Linear)]
    dtypes = (value.dtype for value in parameters.values() if value.is_floating_point())
    unmoved = {
        id(buffer) for part in module.modules() if isinstance(part, _BatchNorm) for buffer in part.buffers()
    }
    return Network(
        module=module,
        inert=inert_of(module),
        parameters=parameters,
        layers=tuple(names[id(layer.weight)] for layer in layers),
        dtype=next(dtypes, torch.float32),
        buffers={name: value for name, value in module.named_buffers() if id(value) not in unmoved},
        calling=calling,
    )


def _entering(calling: list[str], name: str) -> Callable[..., None]:
    return lambda *_: calling.append(name)


def _leaving(calling: list[str]) -> Callable[..., None]:
    def leave(*_: object) -> None:
        calling.pop()

    return leave


def seed_everything(*names: str | int) -> None:
    """Seed the global generators a network or plug-in may draw from; only inside `observed`."""
    seed = seed_for(*names)
    random.seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002
    torch.manual_seed(seed)
