"""Where networks are trained."""

from __future__ import annotations

from lcmnas_core.errors import MissingError


def check_device(name: str) -> None:
    """Raise MissingError unless tensors can be put on the device `name` (`cpu`, `cuda`, `cuda:1`, `mps`)."""
    import torch

    try:
        torch.zeros(1, device=name).item()
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        reason = str(error).partition("\n")[0]
        raise MissingError(f"device {name!r} is not at hand: {reason}") from error


def device_class(name: str) -> str:
    """The kind of the device `name`, without its number: what a record says of it."""
    return name.partition(":")[0]
