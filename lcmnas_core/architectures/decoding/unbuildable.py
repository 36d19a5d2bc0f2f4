"""Why a chain of layers is no network, or not one that is wanted."""

from __future__ import annotations

from enum import StrEnum

from lcmnas_core.errors import Unsupported


class Reason(StrEnum):
    """Names under which rejected draws are counted."""

    NO_CLASSIFIER = "no_classifier"  # the last layer is not the classifier, or an earlier one is
    MALFORMED_LAYER = "malformed_layer"
    SPATIAL_AFTER_VECTOR = "spatial_after_vector"  # a map is needed where a vector arrives
    NO_SUCH_SOURCE = "no_such_source"  # a join reaches back beyond the images
    SQUEEZED_IMAGES = "squeezed_images"  # a channel-preserving bottleneck is the stem
    NO_PLANES = "no_planes"  # half of one channel
    PAIR_POOL = "pair_pool"  # the published code's oblong pool larger than its map
    MISTRACKED_SIZE = "mistracked_size"  # the published code's wrong reckoning of a map's size
    LENGTH = "length"
    DENSE_INPUTS = "dense_inputs"
    ONE_VALUE_PER_CHANNEL = "one_value_per_channel"  # batch norm of one image's 1x1 map, in train mode
    PARAMS = "params"
    MACS = "macs"
    DEPTH = "depth"


class Unbuildable(Unsupported):
    """No network can be built from a chain; `reason` names why."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
