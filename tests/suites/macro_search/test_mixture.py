"""Score and short training of a table's networks, mixed and held to its long training."""

import pytest
from scipy.stats import kendalltau

from lcmnas_core.errors import MissingError, StoreError, UsageError
from lcmnas_core.seeding import rng_for
from lcmnas_core.spaces.wdg_macro.acceptance import Acceptance
from lcmnas_core.spaces.wdg_macro.rules import Rules
from lcmnas_core.spaces.wdg_macro.space import WdgMacro
from lcmnas_core.table_building.macro_mini import LIMITS, SETTINGS
from lcmnas_core.tables import load
from lcmnas_core.tables.schema import TableCard
from lcmnas_core.tables.stored import write_trainings
from lcmnas_core.tables.trainings import Training
from suites import SUITES
from suites.macro_search import mixture
from suites.macro_search.answers import known_from
from tests.suites.macro_search.conftest import value_of

SUITE = SUITES["macro-search"]
NETWORKS, SEEDS = 40, 2


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Networks like those of macro_mini with made-up accuracies, in the user's own folder of tables."""
    monkeypatch.setenv("LCMNAS_DATA", str(tmp_path))
    folder = tmp_path / "tables"
    folder.mkdir()
    space = WdgMacro(settings=SETTINGS, rules=Rules(acceptance=Acceptance(LIMITS)))
    drawn = [space.drawn(rng_for("mixture", number)) for number in range(NETWORKS)]
    trainings = [
        training(space.format(each.chain), seed, each.plan.counts, (place + seed) / 100)
        for place, each in enumerate(drawn)
        for seed in range(SEEDS)
    ]
    card = TableCard(
        name="made_up",
        title="made up",
        space=space.name,
        version="1",
        rows=0,
        dataset="mnist5k_rot",
        data_sha256="0" * 64,
        populations={"networks": "all"},
        ours=True,
        provenance=("made up",),
        licence="MIT",
        recipe=SETTINGS.names(),
    )
    write_trainings(trainings, card, folder)
    return load("made_up")


def training(arch, seed, counts, accuracy):
    return Training(
        arch=arch,
        population="networks",
        class_key=arch,
        member_archs=(arch,),
        live=True,
        seed=seed,
        epochs=1,
        params=counts.params,
        macs=counts.macs,
        train_loss=(1.0,),
        validation_accuracy=(accuracy,),
        checkpoint_epochs=(1,),
        checkpoint_accuracy=(accuracy,),
        test_accuracy=accuracy,
    )


@pytest.fixture
def request_(table):
    small = {"width_factor": 0.25, "max_macs": 10_000_000, "epochs": 1, "score_images": 16}
    return SUITE.request("smoke", {**small, "dataset": "mnist5k_rot", "mixture_table": table.card.name})


def test_every_network_is_asked_for_under_a_seed_of_its_own(request_):
    asked = [ask.identity for job in mixture.jobs(request_) for ask in job.asks]
    assert {each.seed for each in asked} == {SEEDS}
    assert len({each.arch for each in asked}) == mixture.size(request_) == NETWORKS


def test_each_weight_is_held_to_long_training(request_, filled, table):
    measured = filled(request_, most_rounds=1)
    found = {(each["mixing"], each["weight"]): each for each in mixture.rows(request_, known_from(measured))}
    assert len(found) == 3 * 5
    asked = {
        ask.identity.arch: {one.identity.quantity: value_of(one.identity) for one in job.asks}
        for job in mixture.jobs(request_)
        for ask in job.asks[:1]
    }
    truth = table.truth()
    alone = {
        quantity: kendalltau([asked[arch][quantity] for arch in truth.index], truth).statistic
        for quantity in ("score", "checkpoint_accuracy")
    }
    for mixing in ("raw", "rank", "zscore"):
        assert found[mixing, 0.0]["tau"] == pytest.approx(alone["checkpoint_accuracy"], abs=1e-12)
        assert found[mixing, 1.0]["tau"] == pytest.approx(alone["score"], abs=1e-12)
        assert found[mixing, 0.0]["minus_training"] is None
        difference = found[mixing, 1.0]["minus_training"]
        assert difference == pytest.approx(alone["score"] - alone["checkpoint_accuracy"], abs=1e-12)
        assert found[mixing, 1.0]["macs"] < found[mixing, 0.0]["macs"] < found[mixing, 0.5]["macs"]
        assert all(found[mixing, weight]["n"] == NETWORKS for weight in (0.0, 0.5, 1.0))


def test_it_outlives_its_table(request_, filled, monkeypatch):
    measured = filled(request_, most_rounds=1)
    before = SUITE.frames(request_, measured, None)

    def gone(name, sha256):
        raise MissingError(f"table {name} is not at hand")

    monkeypatch.setattr("suites.macro_search.mixture.load_unchanged", gone)
    after = SUITE.frames(request_, measured, before.aggregates)
    assert after.aggregates == before.aggregates
    assert after.frames["mixture"].equals(before.frames["mixture"])
    assert any("is not at hand" in each for each in after.omitted)
    other = before.aggregates | {"request_sha256": "f" * 64}
    assert "mixture" not in SUITE.frames(request_, measured, other).frames


def test_the_page_has_it_and_another_table_is_only_left_out(request_, filled):
    measured = filled(request_, most_rounds=1)
    assert len(SUITE.frames(request_, measured, None).frames["mixture"]) == 15
    other = request_.model_copy(update={"mixture_table_sha256": "f" * 64})
    frames = SUITE.frames(other, measured, None)
    assert "mixture" not in frames.frames
    assert any("not the one that this run was made with" in each for each in frames.omitted)
    with pytest.raises(StoreError, match="not the one"):
        mixture.jobs(other)


def test_networks_of_another_size_are_refused(request_):
    search = request_.searches[0].model_copy(update={"width_factor": 0.5})
    with pytest.raises(UsageError, match="holds networks of wdg_macro"):
        mixture.jobs(request_.model_copy(update={"searches": (search,)}))
