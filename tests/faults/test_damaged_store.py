import random
from datetime import UTC, datetime

import pytest

from lcmnas_core.errors import StoreError
from lcmnas_core.records.environment import capture_environment
from lcmnas_core.records.export import export
from lcmnas_core.records.measurement import Measurement, Outcome
from lcmnas_core.records.store import FILE_NAME, Store

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def sound(tmp_path, job):
    """The bytes of a store of 100 rows."""
    with Store.create_or_open(tmp_path / "sound") as store:
        store.add_environment(capture_environment())
        store.put_meta({"command": ["lcmnas", "run"]})
        store.add(
            Measurement(
                identity=ask.identity,
                outcome=Outcome(status="ok", value=float(ask.identity.seed)),
                estimator_dist=ask.dist,
                run_id="run",
                env_id="e" * 16,
                started_at=MOMENT,
                finished_at=MOMENT,
            )
            for ask in job("seeds", values=100).asks
        )
    return store.path.read_bytes()


def overwritten(content, rng):
    damaged = bytearray(content)
    for _ in range(rng.choice([1, 1, 16])):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def truncated(content, rng):
    return content[: rng.randrange(len(content))]


def scrambled_page(content, rng):
    start = 4096 * rng.randrange(len(content) // 4096)
    return content[:start] + rng.randbytes(4096) + content[start + 4096 :]


def read_everything(folder):
    with Store.open(folder) as store:
        list(store), list(store.latest()), store.keys(), store.counts(), store.meta(), store.environments()
        export(store, folder / "x.json", "json")


@pytest.mark.parametrize("count", [25, pytest.param(700, marks=pytest.mark.slow)])
@pytest.mark.parametrize("damage", [overwritten, truncated, scrambled_page])
def test_damage_is_named_or_harmless_and_the_file_stays_as_it_is(sound, tmp_path, damage, count):
    rng = random.Random(damage.__name__)
    path = tmp_path / FILE_NAME
    named = 0
    for _ in range(count):
        damaged = damage(sound, rng)
        path.write_bytes(damaged)
        try:
            read_everything(tmp_path)
        except StoreError as error:
            assert "\n" not in str(error)
            named += 1
        assert path.read_bytes() == damaged
        for companion in ("-wal", "-shm"):
            path.with_name(FILE_NAME + companion).unlink(missing_ok=True)
    # Nine in ten cuts and scrambled pages are noticed; a single changed byte often lies in unused space.
    assert named >= (0 if damage is overwritten else 0.9 * count)


def test_a_writer_refuses_a_damaged_store_before_it_touches_it(sound, tmp_path):
    damaged = sound[:4096] + bytes(4096) + sound[8192:]
    (tmp_path / FILE_NAME).write_bytes(damaged)
    with pytest.raises(StoreError, match=r"damaged|malformed"):
        Store.create_or_open(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == damaged
