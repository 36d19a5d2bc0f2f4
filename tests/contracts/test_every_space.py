"""What every registered space promises, whatever its architectures are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.errors import Unsupported, UsageError
from lcmnas_core.spaces import SPACES, FiniteSpace, Space, UnboundedSpace

every_space = pytest.mark.parametrize("name", list(SPACES))
FINITE = {name: space for name, space in SPACES.items() if isinstance(space, FiniteSpace)}
finite_spaces = pytest.mark.parametrize("name", list(FINITE))
UNBOUNDED = {name: space for name, space in SPACES.items() if isinstance(space, UnboundedSpace)}
unbounded_spaces = pytest.mark.parametrize("name", list(UNBOUNDED))

SMALL = BuildSettings(channels=2, cells=1, input_shape=(1, 8, 8), classes=3)
# Whose samples build for certain only at the size that they were drawn for.
SIZES = {
    "macro_micro": BuildSettings(input_shape=(1, 8, 8), classes=3, width_factor=1 / 16),
    "metaqnn": BuildSettings(classes=3, width_factor=1 / 8),
    "wdg_macro_original": BuildSettings(classes=3),
}
NOT_BUILT = {"synthetic"}


def sampled(space: Space[Any], count: int = 12) -> list[Any]:
    rng = np.random.default_rng(7)
    return [space.sample(rng) for _ in range(count)]


def test_a_space_is_finite_or_without_end() -> None:
    assert FINITE.keys() | UNBOUNDED.keys() == set(SPACES)
    assert not FINITE.keys() & UNBOUNDED.keys()


@every_space
def test_it_goes_by_its_registered_name(name: str) -> None:
    assert SPACES[name].name == name


@finite_spaces
def test_it_holds_as_many_distinct_architectures_as_it_says(name: str) -> None:
    space = FINITE[name]
    everything = list(space)
    assert len(everything) == len(set(everything)) == len(space)
    assert all(architecture in space for architecture in everything[:: len(everything) // 50])


@every_space
def test_strangers_are_not_contained(name: str) -> None:
    assert None not in SPACES[name]
    assert "" not in SPACES[name]


@every_space
@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32))
def test_samples_are_inside_and_written_without_loss(name: str, seed: int) -> None:
    space = SPACES[name]
    architecture = space.sample(np.random.default_rng(seed))
    assert architecture in space
    assert space.parse(space.format(architecture)) == architecture
    assert space.format(space.parse(f" {space.format(architecture)}\n")) == space.format(architecture)


@every_space
def test_equal_generators_draw_equal_samples(name: str) -> None:
    assert sampled(SPACES[name]) == sampled(SPACES[name])
    assert len(set(sampled(SPACES[name]))) > 6


@every_space
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


@finite_spaces
def test_neighbours_are_inside_different_and_mutual(name: str) -> None:
    space = FINITE[name]
    for architecture in sampled(space, 4):
        neighbours = list(space.neighbours(architecture))
        assert neighbours
        assert len(set(neighbours)) == len(neighbours)
        assert architecture not in neighbours
        for neighbour in neighbours:
            assert neighbour in space
            assert space.distance(architecture, neighbour) == 1
            assert architecture in space.neighbours(neighbour)


@unbounded_spaces
def test_a_mutant_is_inside_one_edit_away_and_repeatable(name: str) -> None:
    space = UNBOUNDED[name]
    for seed, architecture in enumerate(sampled(space, 6)):
        mutants = [space.mutate(architecture, np.random.default_rng(seed)) for _ in range(2)]
        assert mutants[0] == mutants[1]
        assert mutants[0] in space
        assert space.distance(architecture, mutants[0]) == space.distance(mutants[0], architecture) == 1


@every_space
def test_a_distance_is_zero_for_equals_and_obeys_the_triangle(name: str) -> None:
    space = SPACES[name]
    one, two, three = sampled(space, 3)
    assert space.distance(one, one) == 0
    assert 0 < space.distance(one, three) <= space.distance(one, two) + space.distance(two, three)


@every_space
def test_counts_are_whole_numbers(name: str) -> None:
    space = SPACES[name]
    for architecture in sampled(space):
        counts = space.counts(architecture, SIZES.get(name, SMALL))
        values = (counts.params, counts.macs, counts.layers, counts.parameter_tensors)
        assert all(type(value) is int and value >= 0 for value in values)
        assert counts.params > 0


@every_space
def test_it_builds_repeatably_and_leaves_the_random_state_alone(name: str) -> None:
    space, size = SPACES[name], SIZES.get(name, SMALL)
    for architecture in sampled(space, 3):
        if name in NOT_BUILT:
            with pytest.raises(Unsupported, match="no network"):
                space.build(architecture, size)
            continue
        before = torch.get_rng_state()
        one, again, other = (space.build(architecture, size, seed) for seed in (0, 0, 1))
        assert torch.equal(torch.get_rng_state(), before)
        assert scores(one, size).shape == (4, size.classes)
        assert torch.equal(scores(one, size), scores(again, size))
        assert not torch.equal(scores(one, size), scores(other, size))


def scores(network: nn.Module, size: BuildSettings) -> Tensor:
    """Of four fixed images in train mode, with the same units dropped each time."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        found: Tensor = network(torch.randn(4, *size.input_shape))
        return found
