"""Stages of one training: equal to the whole of it, whatever was kept."""

import dataclasses

import pytest
import torch
from torch import nn

from lcmnas_core.data.catalogue import image_set
from lcmnas_core.training.cost import Stage
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.staged import train_stage
from lcmnas_core.training.trainer import train

RECIPE = Recipe(epochs=3, batch_size=256, checkpoints=3, peak_rate=0.1, momentum=0.9, warmup=0.25)


def network():
    torch.manual_seed(3)
    return nn.Sequential(nn.Flatten(), nn.Linear(64, 16), nn.Dropout(0.2), nn.ReLU(), nn.Linear(16, 10))


def alike(one, other):
    """Curves but for the seconds."""
    return dataclasses.replace(one, train_cpu_s=0.0) == dataclasses.replace(other, train_cpu_s=0.0)


@pytest.fixture
def whole():
    trained = network()
    return train(trained, image_set("digits"), RECIPE, 5), trained.state_dict()


def staged(path, since, until):
    """A stage as another process would go on with it: with a network of its own, untrained."""
    trained = network()
    return train_stage(trained, image_set("digits"), RECIPE, 5, Stage(since, until), path), trained


def test_stages_amount_to_the_whole_training(tmp_path, whole):
    path = tmp_path / "stages" / "training.pt"
    first, _ = staged(path, 0, 1)
    assert first.curve.train_loss == whole[0].train_loss[:1]
    assert (first.done, path.is_file()) == (Stage(0, 1), True)
    second, _ = staged(path, 1, 2)
    third, trained = staged(path, 2, 3)
    assert (second.done, third.done) == (Stage(1, 2), Stage(2, 3))
    assert alike(third.curve, whole[0])
    assert all(torch.equal(value, whole[1][name]) for name, value in trained.state_dict().items())
    assert not path.exists()


@pytest.mark.parametrize("kept", ["nothing", "damaged", "another epoch"])
def test_what_is_not_kept_is_done_over(tmp_path, whole, kept):
    path = tmp_path / "training.pt"
    if kept != "nothing":
        staged(path, 0, 1)
    if kept == "damaged":
        path.write_bytes(path.read_bytes()[:-1])
    last, _ = staged(path, 2, 3)
    assert (last.done, alike(last.curve, whole[0])) == (Stage(0, 3), True)


def test_without_a_file_nothing_is_kept(whole):
    found, _ = staged(None, 0, None)
    assert (found.done, alike(found.curve, whole[0])) == (Stage(0, 3), True)
