"""Batches for tests, and thread settings under which scores repeat; for conftest files to import."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import torch

from lcmnas_core.data.batch import Batch


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def batch_of() -> Callable[..., Batch]:
    def make(
        images: int = 12, classes: int = 5, shape: tuple[int, ...] = (3, 12, 12), seed: int = 1
    ) -> Batch:
        generator = torch.Generator().manual_seed(seed)
        return Batch(
            torch.randn(images, *shape, generator=generator),
            torch.randint(0, classes, (images,), generator=generator),
        )

    return make
