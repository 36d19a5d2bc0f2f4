from __future__ import annotations

import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lcmnas_core.data.npz import ImageFile, read_arrays, read_image_file
from lcmnas_core.data.raw_images import RawImages
from lcmnas_core.errors import MissingError, StoreError

LIMITS = {"x_train": 1_200, "y_train": 30}


def test_images_come_back_as_stored(stored: ImageFile, raw_stripes: RawImages) -> None:
    found = read_image_file(stored)
    assert np.array_equal(found.train, raw_stripes.train)
    assert found.test_labels is not None
    assert found.test_labels.tolist() == [0, 1, 2, 0, 1, 2]


def test_a_missing_file_says_where_and_what_to_do(stored: ImageFile) -> None:
    stored.path.unlink()
    with pytest.raises(MissingError, match=r"stripes\.npz; set LCMNAS_DATA") as caught:
        read_image_file(stored)
    assert caught.value.exit_code == 3


def test_damage_is_named_or_harmless(stored: ImageFile, raw_stripes: RawImages) -> None:
    # 200 single changed bytes and 50 truncations: the zip's CRC or our hash finds what reaches a pixel.
    whole, rng, named = stored.path.read_bytes(), np.random.default_rng(2), 0
    for trial in range(250):
        raw = bytearray(whole)
        place = int(rng.integers(len(raw)))
        if trial < 200:
            raw[place] ^= int(rng.integers(1, 256))
        else:
            del raw[place:]
        stored.path.write_bytes(raw)
        try:
            assert read_image_file(stored).sha256() == raw_stripes.sha256()
        except StoreError as error:
            named += 1
            assert "\n" not in str(error)
            assert error.exit_code == 4
    assert named > 200


def test_other_images_under_the_name_are_refused(
    stored: ImageFile, raw_stripes: RawImages, write_images: Callable[[Path, RawImages], None]
) -> None:
    pixels = raw_stripes.train.copy()
    pixels[3, 1, 1, 0] ^= 1
    write_images(
        stored.path, RawImages(pixels, raw_stripes.train_labels, raw_stripes.test, raw_stripes.test_labels)
    )
    with pytest.raises(StoreError, match="other images than those called stripes"):
        read_image_file(stored)


def test_another_shape_is_refused(
    stored: ImageFile, raw_stripes: RawImages, write_images: Callable[[Path, RawImages], None]
) -> None:
    np.savez(
        stored.path, x_train=raw_stripes.train[:5], y_train=raw_stripes.train_labels[:5].astype(np.uint8)
    )
    with pytest.raises(StoreError, match="x_test"):
        read_image_file(stored)
    fewer = RawImages(
        raw_stripes.train[:5], raw_stripes.train_labels[:5], raw_stripes.test, raw_stripes.test_labels
    )
    write_images(stored.path, fewer)
    with pytest.raises(StoreError, match=r"x_train is uint8 \(5, 4, 5, 2\), expected uint8 \(30, 4, 5, 2\)"):
        read_image_file(stored)


def test_python_objects_are_never_unpickled(tmp_path: Path) -> None:
    class Payload:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (tmp_path / "canary",))

    path = tmp_path / "x.npz"
    np.savez(path, x_train=np.array([Payload()], dtype=object))
    with pytest.raises(StoreError, match="allow_pickle"):
        read_arrays(path, {"x_train": 1_000})
    path.write_bytes(pickle.dumps(Payload()))
    with pytest.raises(StoreError):
        read_arrays(path, {"x_train": 1_000})
    assert not (tmp_path / "canary").exists()


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.npz"
    np.savez_compressed(path, x_train=np.zeros(3_000_000, np.uint8))
    assert path.stat().st_size < 10_000
    with pytest.raises(StoreError, match="unpacks to 3000128 bytes, expected at most 1200"):
        read_arrays(path, LIMITS)


def test_bytes_behind_an_array_are_noticed(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.zeros(10, np.uint8))
    path = tmp_path / "x.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x_train.npy", (tmp_path / "x.npy").read_bytes() + b"more")
    with pytest.raises(StoreError, match="longer than its header says"):
        read_arrays(path, {"x_train": 100})
