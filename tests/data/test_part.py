from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.data.catalogue import IMAGE_SETS, image_set
from lcmnas_core.data.image_set import Split
from lcmnas_core.data.part import Part, part_of, taken
from lcmnas_core.data.raw_images import Protocol, RawImages, assembled
from lcmnas_core.data.raw_sets import RAW_SETS
from lcmnas_core.data.sources import image_source
from lcmnas_core.errors import UnknownName, UsageError


def rows_of(split: Split | None) -> set[bytes]:
    return set() if split is None else {row.numpy().tobytes() for row in split.images}


def test_how_parts_are_written() -> None:
    assert str(Part("cifar10_jpeg")) == "cifar10_jpeg[4000/1000]"
    assert str(Part("digits", 100, 50, seed=7)) == "digits[100/50@7]"
    assert str(Part("cifar10_first4000", seed=None)) == "cifar10_first4000[first4000/1000]"


@given(
    st.builds(
        Part,
        st.sampled_from(sorted(RAW_SETS)),
        st.integers(1, 10**9 - 1),
        st.integers(1, 10**9 - 1),
        st.none() | st.integers(0, 10**9 - 1),
    )
)
def test_what_is_written_is_read(part: Part) -> None:
    assert Part.parse(str(part)) == part


@pytest.mark.parametrize(
    "text",
    [
        "digits",
        "digits[]",
        "digits[10]",
        "digits[10/]",
        "digits[first10/5@3]",
        "[10/10]",
        "digits[1/-1]",
        "d[1/1]x",
    ],
)
def test_malformed_parts_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"malformed part .* not NAME\[4000/1000\]"):
        Part.parse(text)


@pytest.mark.parametrize(("train", "validation"), [(0, 10), (10, 0), (-3, 10)])
def test_empty_parts_are_refused(train: int, validation: int) -> None:
    with pytest.raises(UsageError, match="at least one image"):
        Part("digits", train, validation)


@given(st.integers(0, 1_000))
def test_a_draw_is_balanced_disjoint_and_of_the_training_images_alone(seed: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (36, 4, 5, 2), dtype=np.uint8)
    labels = np.arange(36) % 3
    raw = RawImages(pixels[:30], labels[:30], pixels[30:], labels[30:])
    protocol = Protocol("stripes", 3, (2, 4, 5), (0.5, 0.0), (0.25, 2.0), 12, "none")
    whole, part = assembled(protocol, raw), taken(Part("stripes", 9, 6, seed), protocol, raw)
    assert torch.bincount(part.train.labels).tolist() == [3, 3, 3]
    assert torch.bincount(part.validation.labels).tolist() == [2, 2, 2]
    train, validation = rows_of(part.train), rows_of(part.validation)
    assert not train & validation
    assert train | validation <= rows_of(whole.train)
    assert rows_of(part.test) == rows_of(whole.test)
    assert part.test is not None and len(part.test.labels) == 6


def test_labels_stay_with_their_images(stripes: Protocol, raw_stripes: RawImages) -> None:
    whole, part = assembled(stripes, raw_stripes), taken(Part("stripes", 9, 6), stripes, raw_stripes)
    known = {row.numpy().tobytes(): int(label) for row, label in zip(*_pair(whole.train), strict=True)}
    for split in (part.train, part.validation):
        assert [known[row.numpy().tobytes()] for row in split.images] == split.labels.tolist()


def _pair(split: Split) -> tuple[torch.Tensor, torch.Tensor]:
    return split.images, split.labels


def test_the_first_images_validate_on_themselves(stripes: Protocol, raw_stripes: RawImages) -> None:
    part = taken(Part("stripes", 10, 4, seed=None), stripes, raw_stripes)
    expected = stripes.split(raw_stripes.train[:10], raw_stripes.train_labels[:10])
    assert torch.equal(part.train.images, expected.images)
    assert part.train.labels.tolist() == raw_stripes.train_labels[:10].tolist()
    assert torch.equal(part.validation.images, expected.images[:4])
    assert rows_of(part.test) == rows_of(assembled(stripes, raw_stripes).test) != set()


def test_the_hash_follows_what_was_taken(stripes: Protocol, raw_stripes: RawImages) -> None:
    parts = [
        Part("stripes", 9, 6),
        Part("stripes", 9, 6, seed=7),
        Part("stripes", 9, 3),
        Part("stripes", 6, 6),
        Part("stripes", 9, 6, seed=None),
    ]
    hashes = [taken(each, stripes, raw_stripes).sha256 for each in parts]
    hashes.append(taken(parts[0], replace(stripes, mean=(0.4, 0.0)), raw_stripes).sha256)
    hashes.append(assembled(stripes, raw_stripes).sha256)
    assert len(set(hashes)) == 7
    without_test = taken(parts[0], stripes, RawImages(raw_stripes.train, raw_stripes.train_labels))
    assert without_test.test is None
    assert without_test.sha256 not in hashes


def test_where_test_images_are_held_out_those_of_the_whole_set_are_taken(
    stripes: Protocol, raw_stripes: RawImages
) -> None:
    protocol, raw = replace(stripes, test=6), RawImages(raw_stripes.train, raw_stripes.train_labels)
    whole, part = assembled(protocol, raw), taken(Part("stripes", 9, 3), protocol, raw)
    assert rows_of(part.test) == rows_of(whole.test) != set()
    assert not rows_of(part.test) & (rows_of(part.train) | rows_of(part.validation))


def test_parts_that_cannot_be_are_refused(stripes: Protocol, raw_stripes: RawImages) -> None:
    # 18 of 30 images train in the whole set, six of each class.
    with pytest.raises(UsageError, match="class 0 has 6 images, but 7 were asked for"):
        taken(Part("stripes", 15, 6), stripes, raw_stripes)
    with pytest.raises(UsageError, match="not multiples of 3 classes"):
        taken(Part("stripes", 10, 6), stripes, raw_stripes)
    with pytest.raises(UsageError, match="of which there are 30"):
        taken(Part("stripes", 31, 6, seed=None), stripes, raw_stripes)
    with pytest.raises(UsageError, match="of which there are 30"):
        taken(Part("stripes", 5, 6, seed=None), stripes, raw_stripes)
    with pytest.raises(UsageError, match="test images stand among those to train on"):
        part_of(Part("digits", 100, 50, seed=None))


def test_sets_with_splits_of_their_own_are_not_taken_in_part() -> None:
    with pytest.raises(UnknownName, match="no image set that can be taken in part named 'mnist5k_rot'"):
        image_set("mnist5k_rot[100/50]")


def test_a_part_is_loaded_by_its_name_and_kept() -> None:
    part = image_set("digits[500/200]")
    assert part is image_set("digits[500/200]")
    assert (part.name, len(part.train.labels), len(part.validation.labels)) == ("digits[500/200]", 500, 200)
    whole = image_set("digits")
    assert rows_of(part.train) <= rows_of(whole.train)


def test_every_set_of_stored_pixels_is_a_named_set() -> None:
    for name, (protocol, _) in RAW_SETS.items():
        assert name == protocol.name
        assert name in IMAGE_SETS
        assert image_source(name).shape == protocol.shape


def test_the_search_data_of_the_public_code(real_images: Path) -> None:
    part = image_set("cifar10_first4000[first4000/1000]")
    # Its first labels are frog, truck, truck, deer, automobile.
    assert part.train.labels[:5].tolist() == [6, 9, 9, 4, 1]
    assert len(part.train.labels) == 4_000
    assert torch.equal(part.validation.images, part.train.images[:1_000])


@pytest.mark.slow
def test_the_search_data_of_the_paper(real_images: Path) -> None:
    part, whole = image_set("cifar10_jpeg[4000/1000]"), image_set("cifar10_jpeg")
    assert torch.bincount(part.train.labels).tolist() == [400] * 10
    assert torch.bincount(part.validation.labels).tolist() == [100] * 10
    assert not rows_of(part.train) & rows_of(part.validation)
    assert rows_of(part.train) | rows_of(part.validation) <= rows_of(whole.train)
