"""A reduction applied to the size at which architectures are built."""

from __future__ import annotations

from dataclasses import replace

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.fidelity import Reduction


def reduced_settings(settings: BuildSettings, reduction: Reduction) -> BuildSettings:
    """Narrower (`c`) and for smaller images (`r`).

    Width is that of the stem; where architectures name their widths, each of them is scaled.
    """
    channels, height, width = settings.input_shape
    shape = (channels, reduction.side(height), reduction.side(width))
    if settings.channels:
        return replace(settings, channels=reduction.channels(settings.channels), input_shape=shape)
    return replace(settings, width_factor=settings.width_factor * reduction.width_share, input_shape=shape)
