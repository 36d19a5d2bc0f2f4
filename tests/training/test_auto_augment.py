from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor
from torchvision.transforms import AutoAugment, AutoAugmentPolicy

from lcmnas_core.data.image_set import ImageSet, Split
from lcmnas_core.data.pixel_scale import PixelScale
from lcmnas_core.errors import Unsupported
from lcmnas_core.training.augmentations import augmentation
from lcmnas_core.training.auto_augment import SEEDS

SCALE = PixelScale((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616))
STORED = torch.randint(0, 256, (12, 3, 16, 16), generator=torch.Generator().manual_seed(1)).to(torch.uint8)
SPLIT = Split(SCALE.normalised(STORED), torch.zeros(12, dtype=torch.int64))
IMAGES = ImageSet("noise", "ab" * 32, 2, (3, 16, 16), SPLIT, SPLIT, scale=SCALE)


def changed(policy: str, seed: int) -> Tensor:
    apply = augmentation(f"auto_augment_{policy}", IMAGES)
    assert apply is not None
    return apply(SPLIT.images, torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("policy", ["cifar10", "imagenet"])
def test_against_torchvision_on_one_stored_image_at_a_time(policy: str) -> None:
    seed = int(torch.randint(SEEDS, (), generator=torch.Generator().manual_seed(5)))
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        one_by_one = [AutoAugment(AutoAugmentPolicy(policy))(image) for image in STORED]
    found = changed(policy, 5)
    for image, expected in zip(found, one_by_one, strict=True):
        assert torch.equal(image, SCALE.normalised(expected[None])[0])
    assert not torch.equal(found, SPLIT.images)


def test_draws_decide_and_the_global_state_is_spared() -> None:
    before = torch.get_rng_state()
    one = changed("cifar10", 5)
    torch.manual_seed(12345)
    assert torch.equal(changed("cifar10", 5), one)
    assert not torch.equal(changed("cifar10", 6), one)
    torch.set_rng_state(before)
    changed("cifar10", 5)
    assert torch.equal(torch.get_rng_state(), before)


def test_pixels_of_other_levels_are_refused() -> None:
    with pytest.raises(Unsupported, match="needs pixels of 256 levels; noise has white 16"):
        augmentation("auto_augment_cifar10", replace(IMAGES, scale=replace(SCALE, white=16)))
