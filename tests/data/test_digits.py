from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
import torch
from sklearn.datasets import load_digits

from lcmnas_core.data.digits import digits, digits_path, read_digits
from lcmnas_core.errors import StoreError


def test_pixels_are_those_scikit_learn_loads() -> None:
    pixels, labels = load_digits(return_X_y=True)
    raw = read_digits(digits_path())
    assert np.array_equal(raw.train.reshape(1_797, 64), pixels)
    assert np.array_equal(raw.train_labels, labels)


def test_splits_and_hash() -> None:
    found = digits()
    assert found.test is not None
    assert [len(part.labels) for part in (found.train, found.validation, found.test)] == [1_197, 300, 300]
    assert torch.bincount(found.test.labels).tolist() == [30] * 10
    assert found.sha256.startswith("c935bb429cb8b603")


def test_training_pixels_are_standardised() -> None:
    assert digits().train.images.mean().item() == pytest.approx(0, abs=0.01)
    assert digits().train.images.std().item() == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    "content", [b"", b"\x1f\x8b", gzip.compress(b"1,2\n"), gzip.compress(b"a,b\n"), b"1,2\n"]
)
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "digits.csv.gz"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="digits") as caught:
        read_digits(path)
    assert "\n" not in str(caught.value)
