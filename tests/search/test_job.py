"""One evaluation on real images: its values, and what each of them cost."""

import pytest

from lcmnas_core.data.catalogue import image_set
from lcmnas_core.engines.job import Job
from lcmnas_core.engines.runner import perform
from lcmnas_core.proxies import PROXIES
from lcmnas_core.search.asks import SCORE_VERSION, Asked, told
from lcmnas_core.search.request import Shown
from lcmnas_core.spaces import SPACES
from lcmnas_core.training.recipe import Recipe

STEM = "Conv2d(out_channels=32,kernel_size=3)|BatchNorm2d|ReLU"
ARCH = f"{STEM}|MaxPool2d(kernel_size=2)|Dropout(p=0.2)|Classifier"
RECIPE = Recipe(epochs=2, batch_size=64, peak_rate=0.02, checkpoints=1, curve=False)


@pytest.fixture(scope="module")
def shown():
    images = image_set("digits")
    return Shown.of(images)


@pytest.fixture
def evaluated(small, shown):
    """Outcomes by quantity, and what was asked."""

    def make(recipe=RECIPE, **changes):
        asked = Asked(small(images=shown), ARCH, scored=True, recipe=recipe, **changes)
        finished = perform(asked.job())
        return {
            ask.identity.key: one for ask, one in zip(finished.job.asks, finished.outcomes, strict=True)
        }, asked

    return make


def test_values_and_costs_by_hand(evaluated, small, shown):
    found, asked = evaluated(tested=True)
    answer = told(asked, lambda identity: found[identity.key])
    assert answer.status == "ok"
    assert set(answer.values) == {"score", "train_loss", "validation_accuracy", "test_accuracy"}
    settings = small(images=shown).build_settings
    macs = SPACES["wdg_macro"].counts(SPACES["wdg_macro"].parse(ARCH), settings).macs
    # A quarter of 32 channels: 8 of 3x3 on 8x8 pixels, then 8 x 4 x 4 to ten classes.
    assert macs == 8 * 9 * 64 + 8 * 16 * 10
    sizes = shown.sizes
    images = 2 * (sizes.train // 64) * 64
    by_quantity = {identity.quantity: found[identity.key].cost for identity in asked.identities()}
    assert by_quantity["score"].macs == 2 * 32 * macs
    assert by_quantity["checkpoint_accuracy"].images == images
    assert by_quantity["checkpoint_accuracy"].macs == macs * (3 * images + sizes.validation * sizes.copies)


def test_an_evaluation_is_the_same_again(evaluated):
    one, other = ([outcome.value for outcome in evaluated()[0].values()] for _ in range(2))
    assert one == other


def test_a_training_that_diverges_is_an_answer_and_leaves_the_score(evaluated):
    found, asked = evaluated(Recipe(epochs=1, batch_size=64, peak_rate=1e20, checkpoints=1, curve=False))
    statuses = {identity.quantity: found[identity.key].status for identity in asked.identities()}
    assert statuses == {"score": "ok", "train_loss": "nonfinite", "checkpoint_accuracy": "nonfinite"}
    answer = told(asked, lambda identity: found[identity.key])
    assert answer.status == "nonfinite"
    assert answer.reason.startswith("Diverged: the training loss of epoch 1")
    assert answer.usable == {}


def test_a_score_goes_by_the_version_of_its_proxy():
    assert PROXIES["lcmnas"].version == SCORE_VERSION


def test_other_images_than_those_planned_are_refused(small, shown):
    other = shown.model_copy(update={"sha256": "0" * 64})
    finished = perform(Asked(small(images=other), ARCH, recipe=RECIPE).job())
    assert {each.status for each in finished.outcomes} == {"error"}
    assert "not the one this was planned with" in finished.outcomes[0].error.message


def test_a_training_is_done_and_recorded_where_it_was_asked_for(small, shown):
    asked = Asked(small(images=shown, device="cuda:1"), ARCH, scored=True, recipe=RECIPE)
    classes = {each.quantity: each.device_class for each in asked.identities()}
    assert classes == {"score": "cpu", "train_loss": "cuda", "checkpoint_accuracy": "cuda"}
    found = perform(Job(asked.job().runner, {"device": "nowhere"}, asked.job().asks)).outcomes
    score, *trained = found
    assert score.status == "ok"
    assert all(each.status == "error" and "nowhere" in each.error.message for each in trained)
