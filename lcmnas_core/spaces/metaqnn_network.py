"""The network of a MetaQNN chain."""

from __future__ import annotations

from collections.abc import Iterator

from torch import nn

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.plain_chain import PlainChain
from lcmnas_core.spaces.metaqnn_rules import dropouts
from lcmnas_core.spaces.metaqnn_shapes import CLASSIFIER, Step, steps
from lcmnas_core.spaces.undrawn import Convolution, Linear


def network(chain: PlainChain, settings: BuildSettings) -> nn.Sequential:
    """Layers in order, weights not yet drawn.

    Every convolution and fully connected layer but the classifier is followed by a ReLU, the one of a global
    average too, and none has a bias (theirs begin at zero); pools take the maximum; `D(i,n)` drops with
    probability i / 2n. This is how MetaQNN's public code reads a chain, except that its framework rounds the
    side of a pooled map up, where the published table's own count and this package round down.

    Raises:
        Unsupported: as `steps`.
    """
    parts: list[nn.Module] = []
    for step, dropout in zip(steps(chain, settings), (*dropouts(chain), None), strict=True):
        parts += _modules(step)
        if dropout is not None:
            parts.append(nn.Dropout(dropout[0] / (2 * dropout[1])))
    return nn.Sequential(*parts)


def _modules(step: Step) -> Iterator[nn.Module]:
    if step.letter == "P":
        yield nn.MaxPool2d(step.window, step.stride)
    elif step.letter in ("C", "GAP"):
        yield Convolution(step.entering[0], step.leaving[0], step.window[0])
        yield nn.ReLU()
        if step.letter == "GAP":
            yield nn.AdaptiveAvgPool2d(1)
    else:
        channels_in, height, width = step.entering
        yield nn.Flatten()
        yield Linear(channels_in * height * width, step.leaving[0], bias=False)
        if step.letter != CLASSIFIER:
            yield nn.ReLU()
