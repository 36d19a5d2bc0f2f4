import shutil
from pathlib import Path

import pytest

from lcmnas_core.records.measurement import SCHEMA_VERSION
from lcmnas_core.records.store import Store

STORES = Path(__file__).parent / "stores"
FIXTURES = sorted(STORES.glob("schema_*.sqlite"))


def test_every_released_schema_has_a_store():
    assert [path.name for path in FIXTURES] == [f"schema_{n}.sqlite" for n in range(1, SCHEMA_VERSION + 1)]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("writing", [False, True])
def test_an_old_store_opens_with_everything_in_it(fixture, writing, tmp_path):
    # What `stores/build.py` puts in: 5 rows over 4 keys.
    shutil.copy(fixture, tmp_path / "store.sqlite")
    with (Store.create_or_open if writing else Store.open)(tmp_path) as store:
        assert len(list(store)) == 5
        latest = [(row.identity.arch[:5], row.identity.epoch, row.outcome.value) for row in store.latest()]
        assert latest == [("other", None, None), ("|none", None, 0.5), ("|none", 1, 0.1), ("|none", 2, 0.2)]
        assert store.meta() == {"command": ["lcmnas", "run", "smoke"], "preset": {"limit": 5}}
        (environment,) = store.environments().values()
        assert environment.packages == {"numpy": "2.4.6"}
