from __future__ import annotations

import pickle
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from lcmnas_core.data.catalogue import image_set
from lcmnas_core.data.sources import fetch, image_source
from lcmnas_core.data.torchvision_sets import SETS, pixels_of
from lcmnas_core.errors import MissingError, StoreError


@pytest.mark.parametrize("name", SETS)
def test_what_was_not_fetched_is_missing(own_data: Path, name: str) -> None:
    with pytest.raises(MissingError, match=f"lcmnas data fetch {name}"):
        image_set(name)
    assert not list(own_data.iterdir())


def test_a_strange_pickle_in_the_folder_is_refused_unread(own_data: Path) -> None:
    class Payload:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (own_data / "canary",))

    folder = own_data / "torchvision" / "cifar-10-batches-py"
    folder.mkdir(parents=True)
    for name in (*(f"data_batch_{i}" for i in range(1, 6)), "test_batch", "batches.meta"):
        (folder / name).write_bytes(pickle.dumps(Payload()))
    with pytest.raises(StoreError, match="damaged or incomplete"):
        image_set("cifar10")
    assert not (own_data / "canary").exists()


def test_channels_first_arrays_are_turned() -> None:
    # SVHN stores (M, 3, H, W) and `labels`; CIFAR (M, H, W, 3) and `targets`.
    pixels = np.arange(2 * 3 * 4 * 5, dtype=np.uint8).reshape(2, 3, 4, 5)
    turned, labels = pixels_of(SimpleNamespace(data=pixels, labels=[1, 0]))
    assert turned.shape == (2, 4, 5, 3)
    assert turned[1, 2, 3, 0] == pixels[1, 0, 2, 3]
    same, _ = pixels_of(SimpleNamespace(data=turned, targets=[1, 0]))
    assert np.array_equal(same, turned)
    assert labels.tolist() == [1, 0]


def test_a_failed_download_leaves_one_line(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr("torchvision.datasets.CIFAR10", no_network)
    with pytest.raises(MissingError, match=r"could not be fetched .* no route to host"):
        fetch("cifar10")
    assert not image_source("cifar10").is_at_hand
