"""Write the fixture store of the current schema: `python tests/records/stores/build.py`, once per schema."""

import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from conftest import build_measurement  # noqa: E402

from lcmnas_core.records.environment import Environment  # noqa: E402
from lcmnas_core.records.measurement import SCHEMA_VERSION  # noqa: E402
from lcmnas_core.records.store import Store  # noqa: E402

ENVIRONMENT = Environment(
    os="Linux 6",
    cpu=None,
    machine="x86_64",
    cores=2,
    gpus=None,
    python="CPython 3.11.7",
    packages={"numpy": "2.4.6"},
    torch={"version": "2.14.1", "cuda": None},
    variables={"OMP_NUM_THREADS": "1"},
    commit=None,
)

with tempfile.TemporaryDirectory() as folder:
    with Store.create_or_open(Path(folder)) as store:
        store.add([build_measurement(None, seed=0), build_measurement(0.5, seed=0, attempt=2)])
        store.add([build_measurement(0.1 * seed, seed=seed, epoch=seed) for seed in (1, 2)])
        store.add([build_measurement(None, arch="other", settings={"note": "ä", "on": True, "off": None})])
        store.put_meta({"command": ["lcmnas", "run", "smoke"], "preset": {"limit": 5}})
        store.add_environment(ENVIRONMENT)
    shutil.copy(store.path, HERE / f"schema_{SCHEMA_VERSION}.sqlite")
