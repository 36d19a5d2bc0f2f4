"""The hand-designed networks whose graphs LCMNAS starts from, traced once and kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lcmnas_core.architectures.layer_chain import LayerChain, parse_chain
from lcmnas_core.errors import LcmnasError, StoreError

REFERENCES = (
    *("alexnet", "densenet121", "densenet161", "densenet169", "densenet201", "googlenet"),
    *("mnasnet0_5", "mnasnet0_75", "mnasnet1_0", "mnasnet1_3", "mobilenet_v2"),
    *("resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d", "resnext101_32x8d"),
    *("shufflenet_v2_x0_5", "shufflenet_v2_x1_0", "shufflenet_v2_x1_5", "shufflenet_v2_x2_0"),
    *("squeezenet1_0", "squeezenet1_1", "vgg11", "vgg11_bn", "vgg13", "vgg13_bn"),
    *("vgg16", "vgg16_bn", "vgg19", "vgg19_bn", "wide_resnet50_2", "wide_resnet101_2"),
)
"""The 34 networks of the published graphs, by their names in torchvision."""

INPUT_SHAPE = (3, 224, 224)
"""Of the traced image. The public code has 244 pixels, which gives the same graphs."""

SHIPPED = Path(__file__).parent / "reference_traces.json"


@dataclass(frozen=True)
class ReferenceTraces:
    """Traces with all settings and joins.

    Attributes:
        torchvision: the version whose networks were traced.
        input_shape: (C, H, W) of the image.
        networks: trace by name.
    """

    torchvision: str
    input_shape: tuple[int, ...]
    networks: Mapping[str, LayerChain]

    def to_json(self) -> str:
        """One line per network; `from_json` gives the traces back."""
        networks = (f"{json.dumps(name)}: {json.dumps(str(chain))}" for name, chain in self.networks.items())
        head = f'"torchvision": {json.dumps(self.torchvision)}, "input_shape": {list(self.input_shape)}'
        return "{" + head + ', "networks": {\n' + ",\n".join(networks) + "\n}}\n"

    @classmethod
    def from_json(cls, text: str) -> ReferenceTraces:
        """Raises StoreError where `text` is not what `to_json` writes."""
        try:
            found = json.loads(text)
            networks = {name: parse_chain(chain) for name, chain in found["networks"].items()}
            return cls(found["torchvision"], tuple(found["input_shape"]), MappingProxyType(networks))
        except (ValueError, KeyError, TypeError, AttributeError, LcmnasError) as error:
            reason = f"not a file of reference traces: {type(error).__name__}; write it anew"
            raise StoreError(reason) from error


@cache
def shipped_traces() -> ReferenceTraces:
    """The traces that come with this package, and the torchvision that they are of.

    Raises:
        StoreError: the file is damaged.
    """
    return ReferenceTraces.from_json(SHIPPED.read_text(encoding="utf-8"))


def reference_traces() -> Mapping[str, LayerChain]:
    """The trace of each of the 34 reference networks, with all settings and joins.

    Raises:
        StoreError: the file is damaged.
    """
    return shipped_traces().networks
