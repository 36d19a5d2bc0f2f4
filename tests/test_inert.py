from __future__ import annotations

from types import SimpleNamespace

from lcmnas_core.inert import NOTHING_INERT, Inert, inert_of


def test_a_network_without_record_leaves_nothing_out() -> None:
    assert inert_of(object()) is NOTHING_INERT
    assert Inert(0, 0, 0, 0, (), {}) == NOTHING_INERT


def test_a_record_is_found() -> None:
    record = Inert(params=3, relu_multiplicity={"a": 2})
    assert inert_of(SimpleNamespace(inert=record)) is record


def test_an_unrelated_attribute_of_that_name_is_no_record() -> None:
    assert inert_of(SimpleNamespace(inert=True)) is NOTHING_INERT
