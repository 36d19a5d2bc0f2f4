"""What every registered space promises, whatever its architectures are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.errors import Unsupported, UsageError
from lcmnas_core.spaces import SPACES, Space

pytestmark = pytest.mark.parametrize("name", list(SPACES))
SMALL = BuildSettings(channels=2, cells=1, input_shape=(1, 8, 8), classes=3)
NOT_BUILT = {"synthetic"}


def sampled(space: Space[Any], count: int = 12) -> list[Any]:
    rng = np.random.default_rng(7)
    return [space.sample(rng) for _ in range(count)]


def test_it_goes_by_its_registered_name(name: str) -> None:
    assert SPACES[name].name == name


def test_it_holds_as_many_distinct_architectures_as_it_says(name: str) -> None:
    space = SPACES[name]
    everything = list(space)
    assert len(everything) == len(set(everything)) == len(space)
    assert all(architecture in space for architecture in everything[:: len(everything) // 50])


def test_strangers_are_not_contained(name: str) -> None:
    assert None not in SPACES[name]
    assert "" not in SPACES[name]


@given(seed=st.integers(0, 2**32))
def test_samples_are_inside_and_written_without_loss(name: str, seed: int) -> None:
    space = SPACES[name]
    architecture = space.sample(np.random.default_rng(seed))
    assert architecture in space
    assert space.parse(space.format(architecture)) == architecture
    assert space.format(space.parse(f" {space.format(architecture)}\n")) == space.format(architecture)


def test_equal_generators_draw_equal_samples(name: str) -> None:
    assert sampled(SPACES[name]) == sampled(SPACES[name])
    assert len(set(sampled(SPACES[name]))) > 6


@given(text=st.text(max_size=60))
def test_any_text_is_parsed_or_refused_in_one_line(name: str, text: str) -> None:
    space = SPACES[name]
    try:
        architecture = space.parse(text)
    except UsageError as error:
        assert "\n" not in str(error)
        assert repr(text)[1:-1] in str(error)
    else:
        assert architecture in space


def test_neighbours_are_inside_different_and_mutual(name: str) -> None:
    space = SPACES[name]
    for architecture in sampled(space, 4):
        neighbours = list(space.neighbours(architecture))
        assert neighbours
        assert len(set(neighbours)) == len(neighbours)
        assert architecture not in neighbours
        for neighbour in neighbours:
            assert neighbour in space
            assert architecture in space.neighbours(neighbour)


def test_counts_are_whole_numbers(name: str) -> None:
    space = SPACES[name]
    for architecture in sampled(space):
        counts = space.counts(architecture, SMALL)
        values = (counts.params, counts.macs, counts.layers, counts.parameter_tensors)
        assert all(type(value) is int and value >= 0 for value in values)
        assert counts.params > 0


def test_it_builds_repeatably_and_leaves_the_random_state_alone(name: str) -> None:
    space = SPACES[name]
    for architecture in sampled(space, 3):
        if name in NOT_BUILT:
            with pytest.raises(Unsupported, match="no network"):
                space.build(architecture, SMALL)
            continue
        before = torch.get_rng_state()
        one, again, other = (space.build(architecture, SMALL, seed) for seed in (0, 0, 1))
        assert torch.equal(torch.get_rng_state(), before)
        images = torch.randn(4, *SMALL.input_shape, generator=torch.Generator().manual_seed(0))
        assert one(images).shape == (4, SMALL.classes)
        assert torch.equal(one(images), again(images))
        assert not torch.equal(one(images), other(images))
