import hashlib
import math

import pytest
from pydantic import ValidationError

from lcmnas_core.records.measurement import Cost, Failure, Outcome

REASON = Failure(type="T", message="m", digest="d")


def test_key_is_the_hash_of_the_canonical_json(make_identity):
    # Written out by hand: names sorted, no blanks, every field present.
    text = (
        '{"arch":"a","data_sha256":"00","dataset":"digits","device_class":"cpu","epoch":null,'
        '"estimator":"snip","estimator_version":"1","quantity":"score","seed":7,'
        '"settings":{"batch":64,"init":"default"},"space":"s","split":"train",'
        '"suite":"proxy-ranking","suite_version":1,"threads":1}'
    )
    identity = make_identity(arch="a", data_sha256="00", space="s", settings={"init": "default", "batch": 64})
    assert identity.key == hashlib.sha256(text.encode()).hexdigest()


def test_order_of_settings_is_no_part_of_the_key(make_identity):
    one = make_identity(settings={"a": 1, "b": 2})
    other = make_identity(settings={"b": 2, "a": 1})
    assert one.key == other.key


@pytest.mark.parametrize(
    "change",
    [
        {"suite_version": 2},
        {"arch": "other"},
        {"estimator_version": "2"},
        {"epoch": 0},
        {"seed": 8},
        {"threads": 2},
        {"device_class": "cuda"},
        {"settings": {}},
        {"data_sha256": "cd" * 32},
    ],
)
def test_every_identity_field_makes_another_key(make_identity, change):
    assert make_identity(**change).key != make_identity().key


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_non_finite_numbers_are_never_held(bad):
    with pytest.raises(ValidationError, match="never stored"):
        Outcome(status="ok", value=bad)
    with pytest.raises(ValidationError, match="never stored"):
        Cost(wall_s=bad)


@pytest.mark.parametrize(
    ("status", "value", "error"),
    [("ok", None, None), ("ok", 1.0, REASON), ("timeout", 1.0, REASON), ("timeout", None, None)],
)
def test_status_and_value_and_reason_agree(status, value, error):
    with pytest.raises(ValidationError, match="contradicts"):
        Outcome(status=status, value=value, error=error)


def test_a_measurement_cannot_be_changed(make):
    with pytest.raises(ValidationError):
        make().attempt = 2
