from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.errors import StoreError
from lcmnas_core.records.measurement import Cost
from lcmnas_core.records.rows import COLUMNS, from_row, to_row

reals = st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
settings = st.dictionaries(texts, st.none() | st.booleans() | st.integers() | reals | texts, max_size=3)


@given(
    value=st.none() | reals,
    arch=texts,
    settings=settings,
    cpu_s=st.none() | reals,
    epoch=st.none() | st.integers(0),
)
def test_a_row_holds_the_whole_measurement(make, value, arch, settings, cpu_s, epoch):
    measurement = make(value, arch=arch, settings=settings, epoch=epoch, cost=Cost(cpu_s=cpu_s))
    assert from_row(to_row(measurement)) == measurement


def test_times_are_kept_in_utc(make):
    noon_in_tokyo = make().started_at.astimezone(timezone(timedelta(hours=9)))
    row = to_row(make().model_copy(update={"started_at": noon_in_tokyo}))
    assert row[list(COLUMNS).index("started_at")] == "2026-01-02T03:04:05.000678+00:00"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("arch", "another"),
        ("key", "0" * 64),
        ("settings", "{"),
        ("settings", "[]"),
        ("status", "good"),
        ("value", None),
        ("value", float("inf")),
        ("started_at", "yesterday"),
        ("seed", "seven"),
    ],
)
def test_a_damaged_cell_is_named(make, column, cell):
    row = [cell if name == column else old for name, old in zip(COLUMNS, to_row(make()), strict=True)]
    with pytest.raises(StoreError, match="damaged") as caught:
        from_row(row)
    assert "\n" not in str(caught.value)
