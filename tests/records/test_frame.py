import math

import pandas as pd

from lcmnas_core.records.frame import measurements_frame
from lcmnas_core.records.rows import COLUMNS


def test_one_line_per_latest_row(store, make):
    store.add([make(None, seed=1), make(2.5, seed=1, attempt=2), make(None, seed=2, epoch=3)])
    frame = measurements_frame(store)
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["seed"]) == [1, 2]
    assert frame["value"][0] == 2.5 and math.isnan(frame["value"][1])
    assert list(frame["status"]) == ["ok", "timeout"]
    assert frame["epoch"][0] is pd.NA and frame["epoch"][1] == 3
    assert frame["settings"][0] == '{"batch":64,"dtype":"float32"}'
    assert frame["finished_at"][0] - frame["started_at"][0] == pd.Timedelta(seconds=1)
    assert len(measurements_frame(store, "all")) == 3


def test_types_do_not_depend_on_the_content(store, make):
    empty = measurements_frame(store)
    store.add([make(None, seed=1)])
    full = measurements_frame(store)
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert str(full["value"].dtype) == "float64" and str(full["seed"].dtype) == "int64"
    assert str(full["started_at"].dt.tz) == "UTC"


def test_few_columns_may_be_asked_for(store, make):
    store.add([make(1.0, seed=1), make(2.0, seed=2)])
    frame = measurements_frame(store, columns=("seed", "value"))
    assert frame.to_dict("list") == {"seed": [1, 2], "value": [1.0, 2.0]}
