"""How often a network is right."""

from __future__ import annotations

import torch
from torch import nn

from lcmnas_core.data.image_set import Split

EVALUATION_BATCH = 500


@torch.no_grad()
def right_answers(network: nn.Module, split: Split) -> int:
    """Images in `split` whose highest score is at their label, batch norm in eval mode."""
    network.eval()
    device = next(network.parameters()).device
    right = 0
    for start in range(0, len(split.labels), EVALUATION_BATCH):
        part = slice(start, start + EVALUATION_BATCH)
        scores = network(split.images[part].to(device, memory_format=torch.channels_last))
        right += int((scores.argmax(1) == split.labels[part].to(device)).sum())
    return right


def accuracy(network: nn.Module, split: Split) -> float:
    """Share of images in `split` whose highest score is at their label, batch norm in eval mode."""
    return right_answers(network, split) / len(split.labels)
