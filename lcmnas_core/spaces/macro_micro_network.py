"""The network of a Global NAS chain."""

from __future__ import annotations

from collections.abc import Iterator

from torch import nn

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.macro_chain import MacroChain
from lcmnas_core.spaces.macro_micro_counts import Step, stem_width, steps
from lcmnas_core.spaces.undrawn import Convolution, Linear


def network(chain: MacroChain, settings: BuildSettings) -> nn.Sequential:
    """Stem, layers, average and classifier; weights not yet drawn.

    A layer is ReLU, convolutions without bias, batch norm, as the method's public code has it: stem and last
    layer have no ReLU behind them, and nothing stands between the two convolutions of a separable one.
    """
    channels = stem_width(chain, settings)
    passed = list(steps(chain, settings))
    return nn.Sequential(
        Convolution(settings.input_shape[0], channels, 3),
        nn.BatchNorm2d(channels),
        *(nn.Sequential(*_layer(step)) for step in passed),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        Linear(passed[-1].outputs, settings.classes),
    )


def _layer(step: Step) -> Iterator[nn.Module]:
    yield nn.ReLU()
    if step.is_separable:
        yield Convolution(step.inputs, step.inputs, step.kernel, step.stride, groups=step.inputs)
        yield Convolution(step.inputs, step.outputs, 1)
    else:
        yield Convolution(step.inputs, step.outputs, step.kernel, step.stride)
    yield nn.BatchNorm2d(step.outputs)
