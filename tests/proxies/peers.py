"""The oracle: every proxy alone, on a fresh copy of the network, written plainly as its authors describe it.

Nothing here shares a pass, a trick or a line with the package. It is the golden reference of the tests and
the denominator of the speed ratios.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.data.batch import Batch

Oracle = Callable[[nn.Module, Batch], float]


def layers_of(network: nn.Module) -> list[nn.Conv2d | nn.Linear]:
    return [module for module in network.modules() if isinstance(module, nn.Conv2d | nn.Linear)]


def private(network: nn.Module) -> nn.Module:
    twin = copy.deepcopy(network)
    for module in twin.modules():
        if isinstance(module, nn.ReLU):
            module.inplace = False
    return twin.train()


def loss_of(network: nn.Module, batch: Batch) -> Tensor:
    return F.cross_entropy(network(batch.images), batch.labels)


def params(network: nn.Module, batch: Batch) -> float:
    return sum(parameter.numel() for parameter in network.parameters())


def macs(network: nn.Module, batch: Batch) -> float:
    twin, total = private(network).eval(), []

    def count(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        total.append(output.numel() * module.weight[0].numel())

    for layer in layers_of(twin):
        layer.register_forward_hook(count)
    twin(batch.images[:1])
    return sum(total)


def l2_norm(network: nn.Module, batch: Batch) -> float:
    return sum(float(layer.weight.detach().norm()) for layer in layers_of(private(network)))


def grad_norm(network: nn.Module, batch: Batch) -> float:
    twin = private(network)
    loss_of(twin, batch).backward()
    return sum(float(layer.weight.grad.norm()) for layer in layers_of(twin) if layer.weight.grad is not None)


def _masked(layer: nn.Module) -> None:
    """Give a layer a mask of ones to multiply its weight with; the saliency is the gradient of the mask."""
    layer.mask = nn.Parameter(torch.ones_like(layer.weight))
    layer.weight.requires_grad = False
    if isinstance(layer, nn.Conv2d):
        layer.forward = lambda x: F.conv2d(
            x,
            layer.weight * layer.mask,
            layer.bias,
            layer.stride,
            layer.padding,
            layer.dilation,
            layer.groups,
        )
    else:
        layer.forward = lambda x: F.linear(x, layer.weight * layer.mask, layer.bias)


def snip(network: nn.Module, batch: Batch) -> float:
    twin = private(network)
    for layer in layers_of(twin):
        _masked(layer)
    loss_of(twin, batch).backward()
    return sum(float(layer.mask.grad.abs().sum()) for layer in layers_of(twin) if layer.mask.grad is not None)


def plain(network: nn.Module, batch: Batch) -> float:
    twin = private(network)
    loss_of(twin, batch).backward()
    return sum(
        float((layer.weight.grad * layer.weight.detach()).sum())
        for layer in layers_of(twin)
        if layer.weight.grad is not None
    )


def _fisher_channels(network: nn.Module, batch: Batch) -> list[tuple[Tensor, int]]:
    """Per layer call: channel values (C,), and the weights of one filter."""
    twin, calls = private(network), []

    def keep(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        output.retain_grad()
        calls.append((output, module.weight[0].numel()))

    for layer in layers_of(twin):
        layer.register_forward_hook(keep)
    loss_of(twin, batch).backward()
    found = []
    for output, size in calls:
        if output.grad is not None:
            contracted = (output * output.grad).detach().flatten(2).sum(2) if output.dim() == 4 else None
            contracted = (output * output.grad).detach() if contracted is None else contracted
            found.append((contracted.pow(2).mean(0).mul(0.5), size))
    return found


def fisher(network: nn.Module, batch: Batch) -> float:
    return sum(
        float(channels[:, None].expand(-1, size).sum()) for channels, size in _fisher_channels(network, batch)
    )


def fisher_channel(network: nn.Module, batch: Batch) -> float:
    return sum(float(channels.sum()) for channels, _ in _fisher_channels(network, batch))


def grasp(network: nn.Module, batch: Batch) -> float:
    twin = private(network)
    weights = [layer.weight for layer in layers_of(twin)]
    fixed = torch.autograd.grad(loss_of(twin, batch), weights, allow_unused=True)
    moving = torch.autograd.grad(loss_of(twin, batch), weights, create_graph=True, allow_unused=True)
    along = sum((a * b).sum() for a, b in zip(fixed, moving, strict=True) if a is not None)
    along.backward()
    return sum(float(-(w.detach() * w.grad).sum()) for w in weights if w.grad is not None)


def _flow(network: nn.Module, batch: Batch) -> list[tuple[Tensor, Tensor]]:
    twin = private(network).double()
    for parameter in twin.parameters():
        parameter.data.abs_()
    for module in twin.modules():
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            module.forward = lambda x: x
    twin(torch.ones_like(batch.images[:1], dtype=torch.float64)).sum().backward()
    weights = [layer.weight for layer in layers_of(twin)]
    return [(w.detach(), w.grad) for w in weights if w.grad is not None]


def synflow(network: nn.Module, batch: Batch) -> float:
    return sum(float((w * g).abs().sum()) for w, g in _flow(network, batch))


def logsynflow(network: nn.Module, batch: Batch) -> float:
    return sum(float((w.abs() * (g + 1).log()).sum()) for w, g in _flow(network, batch))


def _jacobian(network: nn.Module, batch: Batch) -> tuple[np.ndarray, int]:
    twin = private(network)
    images = batch.images.clone().requires_grad_()
    logits = twin(images)
    logits.backward(torch.ones_like(logits))
    rows = torch.zeros_like(images) if images.grad is None else images.grad
    return rows.flatten(1).numpy(), logits.shape[1]


def _eigenvalues(network: nn.Module, batch: Batch) -> np.ndarray:
    rows, _ = _jacobian(network, batch)
    return np.linalg.eigvalsh(np.corrcoef(rows))


def jacov(network: nn.Module, batch: Batch) -> float:
    v = _eigenvalues(network, batch) + 1e-5
    return float(-np.sum(np.log(v) + 1 / v))


def lcmnas(network: nn.Module, batch: Batch) -> float:
    v = _eigenvalues(network, batch) + 1e-5
    return float(1e4 / np.sum(np.log(v) + 1 / v))


def epe_nas(network: nn.Module, batch: Batch) -> float:
    rows, classes = _jacobian(network, batch)
    labels = batch.labels.numpy()
    scores = []
    for label in np.unique(labels):
        mine = rows[labels == label]
        matrix = np.atleast_2d(np.corrcoef(mine))
        total = np.log(np.abs(matrix) + 1e-5).sum()
        if classes <= 100:
            scores.append(total)
        elif len(mine) > 1:
            scores.append(total / len(mine))
    if classes <= 100:
        return float(np.abs(scores).sum())
    return float(sum(abs(a - b) for a in scores for b in scores) / len(scores))


def nwot(network: nn.Module, batch: Batch) -> float:
    twin = private(network)
    agreement = np.zeros((len(batch), len(batch)))

    def compare(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        nonlocal agreement
        codes = (inputs[0].flatten(1) > 0).to(inputs[0].dtype)
        agreement += (codes @ codes.t() + (1.0 - codes) @ (1.0 - codes.t())).detach().numpy()

    for module in twin.modules():
        if isinstance(module, nn.ReLU):
            module.register_forward_hook(compare)
    twin(batch.images)
    return float(np.linalg.slogdet(agreement)[1])


def _pooling_module(network: nn.Module) -> nn.Module:
    return next(module for module in network.modules() if isinstance(module, nn.AdaptiveAvgPool2d))


def zen_once(network: nn.Module, shape: tuple[int, ...], generator: torch.Generator) -> float:
    twin = private(network)
    for module in twin.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            drawn = torch.randn(module.weight.shape, generator=generator)
            module.weight.data = drawn.to(module.weight.dtype)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.BatchNorm2d):
            module.reset_running_stats()
            nn.init.ones_(module.weight)
            nn.init.zeros_(module.bias)
    features = []
    _pooling_module(twin).register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    dtype = next(twin.parameters()).dtype
    with torch.no_grad():
        x = torch.randn(shape, generator=generator).to(dtype)
        e = torch.randn(shape, generator=generator).to(dtype)
        twin(x)
        twin(x + 0.01 * e)
    score = math.log(float((features[0] - features[1]).abs().sum(dim=(1, 2, 3)).mean()))
    for module in twin.modules():
        if isinstance(module, nn.BatchNorm2d):
            score += math.log(math.sqrt(float(module.running_var.mean())))
    return score


def zen(network: nn.Module, batch: Batch, generator: torch.Generator | None = None) -> float:
    return zen_once(network, tuple(batch.images.shape), generator or torch.Generator().manual_seed(0))


ORACLES: dict[str, Oracle] = {
    function.__name__: function
    for function in (
        params, macs, l2_norm, grad_norm, snip, plain, fisher, fisher_channel, grasp, synflow, logsynflow,
        jacov, lcmnas, epe_nas, nwot, zen,
    )
}  # fmt: skip
