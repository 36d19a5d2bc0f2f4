"""What a device has used, where it has a meter that belongs to it alone."""

from __future__ import annotations

MILLI = 1e-3


def used_joules(device: str) -> float | None:
    """Joules that the GPU `device` (`cuda:1`) has used since its driver came up; None without a meter.

    Needs the extra `gpu`. Whatever runs on that GPU counts. The meter of a processor counts all its cores, so
    that nothing can be said of one job among several: no joules for `cpu`.
    """
    if not device.startswith("cuda"):
        return None
    import torch

    try:
        import pynvml
    except ImportError:
        return None
    try:
        pynvml.nvmlInit()
        uuid = torch.cuda.get_device_properties(device).uuid  # numbers may differ: CUDA_VISIBLE_DEVICES
        handle = pynvml.nvmlDeviceGetHandleByUUID(f"GPU-{uuid}")
        return float(pynvml.nvmlDeviceGetTotalEnergyConsumption(handle)) * MILLI
    except pynvml.NVMLError:
        return None
