"""A part of a set's training images, every class as strong as before: less to train on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from lcmnas_core.data.image_set import ImageSet, fingerprint
from lcmnas_core.errors import UsageError
from lcmnas_core.seeding import rng_for


def sampled(images: ImageSet, level: int) -> ImageSet:
    r"""The set with a share :math:`2^{-level}` of the training images of each class, rounded down.

    Drawn once, by (set hash, level) alone; validation and test images stay whole.

    Raises:
        UsageError: a class would be left without images.
    """
    if not level:
        return images
    labels = images.train.labels.numpy()
    parts = []
    for label in np.unique(labels):
        of_class = np.flatnonzero(labels == label)
        kept = len(of_class) >> level
        if not kept:
            raise UsageError(
                f"{images.name} has {len(of_class)} images of class {label}, too few for 2^-{level} of them"
            )
        parts.append(rng_for("sampled", images.sha256, level, int(label), 0).permutation(of_class)[:kept])
    rows = np.sort(np.concatenate(parts))
    chosen = torch.from_numpy(rows)
    train = replace(images.train, images=images.train.images[chosen], labels=images.train.labels[chosen])
    name = f"{images.name}-s{level}"
    return replace(images, name=name, sha256=fingerprint(f"sampled 1 {images.sha256}", rows), train=train)
