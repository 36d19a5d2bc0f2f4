"""How a network with Gaussian weights answers a small change of a Gaussian image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.errors import Unsupported
from lcmnas_core.observations.given import InputShape, Seed
from lcmnas_core.observations.interception import Function, Interceptor, NormArguments
from lcmnas_core.observations.network import Network, seed_everything
from lcmnas_core.observations.observer import yields
from lcmnas_core.seeding import seed_for

PAPER_IMAGES, PAPER_REPEATS = 16, 32
_MIX = 0.01
_MOMENTUM = 0.1
_POOLS: frozenset[Function] = frozenset(
    {F.adaptive_avg_pool2d, F.adaptive_max_pool2d, F.avg_pool2d, F.max_pool2d, torch.mean, Tensor.mean}
)


@dataclass(frozen=True)
class NoiseResponse:
    r"""Feature change under :math:`x \to x + 0.01 e`, and batch-norm variances, for one draw of weights.

    Convolution and linear weights are N(0, 1), their biases 0, batch norm affine (1, 0); x and e are
    N(0, 1); batch statistics; features are what enters the last operation that pools a map to 1x1 or
    flattens it.

    Attributes:
        change: :math:`\mathrm{mean}_n \sum |F(x) - F(x + 0.01 e)|`.
        running_variances: per two-dimensional batch norm, the mean over channels of its running variance:
            1 at first, moved by momentum 0.1 in each of the two forward passes.
        features: name of the module (or function) the features enter.
    """

    change: float
    running_variances: tuple[float, ...]
    features: str


@dataclass(frozen=True)
class NoiseResponses:
    """Independent responses: new weights, images and statistics each time."""

    repeats: tuple[NoiseResponse, ...]

    @property
    def note(self) -> str:
        """Where the features were taken."""
        return f"features entering {self.repeats[0].features}"


@dataclass(frozen=True)
class PaperNoiseResponses(NoiseResponses):
    """The published setting: 16 images, 32 repeats."""


@yields(per_image=2)
def single_response(network: Network, shape: InputShape, seed: Seed) -> NoiseResponses:
    """One repeat at the batch's own size."""
    return NoiseResponses(responses(network, shape.batch(shape.images), 1, seed_for("zen", 1, seed.value)))


@yields(fixed=2 * PAPER_IMAGES * PAPER_REPEATS)
def paper_responses(network: Network, shape: InputShape, seed: Seed) -> PaperNoiseResponses:
    """32 repeats of 16 images."""
    return PaperNoiseResponses(
        responses(network, shape.batch(PAPER_IMAGES), PAPER_REPEATS, seed_for("zen_paper", 1, seed.value))
    )


def responses(network: Network, shape: tuple[int, ...], repeats: int, seed: int) -> tuple[NoiseResponse, ...]:
    """`repeats` responses; weights, then x, then e are drawn from one generator, in module order."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        return tuple(
            response(network, shape, generator, seed_for("noise_response", seed, repeat))
            for repeat in range(repeats)
        )


def response(
    network: Network, shape: tuple[int, ...], generator: torch.Generator, own_noise: int
) -> NoiseResponse:
    """One draw of weights and images, two forward passes with the same noise of the network's own."""
    parameters = gaussian_parameters(network, generator)
    x, e = (torch.randn(shape, generator=generator).to(network.dtype) for _ in range(2))
    watcher = FeatureWatcher()
    found: list[Tensor | None] = []
    for images in (x, x + _MIX * e):
        watcher.features = None
        seed_everything("dropout", own_noise)
        network.run(images.contiguous(memory_format=torch.channels_last), parameters, watcher)
        found.append(watcher.features)
    before, after = found
    if before is None or after is None:
        raise Unsupported(
            "no operation pools a map to 1x1 or flattens it, so there are no features to compare"
        )
    change = (before - after).abs_().flatten(1).sum(1).mean()
    variances = tuple(float(variance.mean()) for _, variance in watcher.statistics.values())
    return NoiseResponse(float(change), variances, watcher.where)


def gaussian_parameters(network: Network, generator: torch.Generator) -> dict[str, Tensor]:
    """Weights N(0, 1), biases 0, normalisation affine (1, 0); other parameters as they are."""
    drawn: dict[int, Tensor] = {}
    for part in network.module.modules():
        for name, value in part.named_parameters(recurse=False):
            if isinstance(part, nn.Conv2d | nn.Linear | nn.BatchNorm2d) and name == "bias":
                drawn[id(value)] = torch.zeros_like(value)
            elif isinstance(part, nn.Conv2d | nn.Linear):
                normal = torch.randn(value.shape, generator=generator)
                drawn[id(value)] = torch.empty_like(value).copy_(normal)
            elif isinstance(part, nn.BatchNorm2d):
                drawn[id(value)] = torch.ones_like(value)
    return {name: drawn.get(id(value), value.detach()) for name, value in network.parameters.items()}


class FeatureWatcher(Interceptor):
    """Keeps the features before the last pooling or flattening, and its own running variances.

    Attributes:
        features: the map (N, C, H, W) that entered that operation in the latest forward pass.
        where: the module or function it entered.
        statistics: running mean and variance per batch norm, by module.
    """

    def __init__(self) -> None:
        super().__init__()
        self.features: Tensor | None = None
        self.where = ""
        self.statistics: dict[str, tuple[Tensor, Tensor]] = {}

    def seen(self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
        """Remember what entered, if this call pools a map to 1x1 or flattens one that was not pooled yet."""
        entered = args[0] if args else kwargs.get("input")
        if not isinstance(entered, Tensor) or not isinstance(output, Tensor) or entered.dim() != 4:
            return
        pools = function in _POOLS and output.shape[2:] == (1, 1)
        flattens = output.dim() == 2 and len(output) == len(entered)
        if pools or (flattens and (self.features is None or entered.shape[2:] != (1, 1))):
            self.features = entered
            self.where = self.module or getattr(function, "__name__", "forward")

    def batch_norm(self, norm: NormArguments) -> Tensor:
        """Batch norm with batch statistics, keeping running ones from (0, 1) with momentum 0.1."""
        mean = variance = None
        if norm.input.dim() == 4:
            channels = norm.input.shape[1]
            fresh = (norm.input.new_zeros(channels), norm.input.new_ones(channels))
            mean, variance = self.statistics.setdefault(self.module, fresh)
        return F.batch_norm(norm.input, mean, variance, norm.weight, norm.bias, True, _MOMENTUM, norm.eps)
