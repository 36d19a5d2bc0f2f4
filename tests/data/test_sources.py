from __future__ import annotations

from pathlib import Path

import pytest

from lcmnas_core.data.catalogue import IMAGE_SETS, image_set
from lcmnas_core.data.sources import fetch, image_source, image_sources
from lcmnas_core.data.verify import verify
from lcmnas_core.errors import MissingError, UnknownName

PACKAGED = ("digits", "mnist5k", "mnist5k_rot")


def test_every_registered_set_has_a_source_and_no_other() -> None:
    assert [each.name for each in image_sources()] == list(IMAGE_SETS)


@pytest.mark.parametrize("name", PACKAGED)
def test_packaged_sets_are_at_hand_and_as_described(name: str, own_data: Path) -> None:
    source, images = fetch(name), image_set(name)
    assert source.is_at_hand
    assert (source.classes, source.shape) == (images.classes, images.shape)


@pytest.mark.parametrize("name", PACKAGED)
def test_packaged_sets_verify(name: str) -> None:
    assert [each.name for each in verify(name) if not each.ok] == []


def test_files_that_cannot_be_fetched_say_where_to_put_them(own_data: Path) -> None:
    assert not image_source("fashion_mnist").is_at_hand
    with pytest.raises(MissingError, match=rf"put its file at {own_data}/images/fashion_mnist\.npz"):
        fetch("fashion_mnist")


def test_an_unknown_set_proposes_the_nearest() -> None:
    with pytest.raises(UnknownName, match="'fashion_mnist'"):
        image_source("fashion-mnist")
    with pytest.raises(UnknownName, match="'mnist5k'"):
        image_set("mnist_5k")
