"""A trained network as a file that others can load."""

from __future__ import annotations

import copy
import json
import warnings
from collections.abc import Callable
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from lcmnas_core.errors import MissingError, StoreError, one_line
from lcmnas_core.registry import Registry
from lcmnas_core.spaces import SPACES

if TYPE_CHECKING:
    from torch import nn

    from lcmnas_core.pipeline import Trained

FORMATS: Registry[Callable[[Trained, Path], None]] = Registry("network format")
EXAMPLES = 2


def genotype(trained: Trained) -> dict[str, str]:
    """All that is needed to build the network anew and to show it images, as text.

    `pixels`: mean, deviation and white of the `PixelScale` that images are normalised with.
    """
    images = trained.images
    settings = replace(trained.found.search.build_settings, input_shape=images.shape, classes=images.classes)
    return {
        "space": trained.found.search.space,
        "arch": trained.found.arch,
        **{name: str(value) for name, value in settings.names().items()},
        "pixels": json.dumps(None if images.scale is None else asdict(images.scale)),
    }


def write_safetensors(trained: Trained, path: Path) -> None:
    """Weights by name; the genotype rides along as metadata, from which `load_safetensors` builds anew."""
    from safetensors.torch import save_file

    weights = {name: value.contiguous().cpu() for name, value in trained.network.state_dict().items()}
    save_file(weights, path, metadata=genotype(trained))


def load_safetensors(path: Path) -> nn.Module:
    """The network of a file that `write_safetensors` wrote, in evaluation mode.

    Raises:
        StoreError: damaged, or not written by it.
    """
    from safetensors import SafetensorError, safe_open

    from lcmnas_core.architectures.build_settings import BuildSettings

    try:
        with safe_open(path, framework="pt") as file:
            about = file.metadata() or {}
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        space = SPACES[about["space"]]
        network = space.build(space.parse(about["arch"]), BuildSettings.from_names(about))
        network.load_state_dict(weights)
    except (SafetensorError, KeyError, ValueError, RuntimeError) as error:
        reason = one_line(error)
        raise StoreError(f"{path} is not a network that lcmnas exported: {reason}") from error
    return network.eval()


def write_pt2(trained: Trained, path: Path) -> None:
    """An exported program (`torch.export.load`), the number of images left open."""
    network, images = _shown(trained)
    batch = torch.export.Dim("batch", min=1)
    program = torch.export.export(network, (images,), dynamic_shapes=({0: batch},))
    torch.export.save(program, path)


def write_onnx(trained: Trained, path: Path) -> None:
    """ONNX, the number of images left open.

    Raises:
        MissingError: the extra `onnx` is not installed.
    """
    if not all(map(find_spec, ("onnx", "onnxscript"))):
        raise MissingError("ONNX files need the extra: pip install 'lcmnas[onnx]'")
    network, images = _shown(trained)
    batch = torch.export.Dim("batch", min=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        options = {"dynamo": True, "dynamic_shapes": ({0: batch},), "external_data": False}
        torch.onnx.export(network, (images,), path, verbose=False, **options)  # type: ignore[arg-type]


def _shown(trained: Trained) -> tuple[nn.Module, torch.Tensor]:
    # Exporters want weights that fill their storage in order.
    network = copy.deepcopy(trained.network).cpu().eval().to(memory_format=torch.contiguous_format)
    # Copied: an exported program keeps all of the memory that an example is a part of.
    return network, trained.images.validation.images[:EXAMPLES].clone(memory_format=torch.contiguous_format)


FORMATS.register("safetensors", write_safetensors)
FORMATS.register("pt2", write_pt2)
FORMATS.register("onnx", write_onnx)
