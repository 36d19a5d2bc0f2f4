from __future__ import annotations

import pytest

from lcmnas_core.errors import UnknownName
from lcmnas_core.registry import NameClash, Registry


@pytest.fixture
def colours() -> Registry[int]:
    registry: Registry[int] = Registry("colour")
    registry.register("red", 1, aliases=("crimson",))
    registry.register("blue", 2, origin="paints 1.0")
    return registry


def test_names_are_listed_in_order_of_registration_without_aliases(colours: Registry[int]) -> None:
    assert list(colours) == ["red", "blue"]
    assert len(colours) == 2
    assert dict(colours) == {"red": 1, "blue": 2}


def test_an_alias_finds_the_value_and_its_name(colours: Registry[int]) -> None:
    assert colours["crimson"] == 1
    assert "crimson" in colours
    assert colours.canonical("crimson") == "red"
    assert colours.canonical("blue") == "blue"


def test_register_returns_what_it_was_given() -> None:
    thing = object()
    assert Registry[object]("thing").register("it", thing) is thing


def test_origins_are_kept(colours: Registry[int]) -> None:
    assert colours.origin("crimson") == "lcmnas"
    assert colours.origin("blue") == "paints 1.0"


@pytest.mark.parametrize(("name", "aliases"), [("red", ()), ("crimson", ()), ("green", ("blue",))])
def test_a_name_taken_is_refused_and_both_owners_named(
    colours: Registry[int], name: str, aliases: tuple[str, ...]
) -> None:
    with pytest.raises(NameClash, match=r"registered twice: by (lcmnas|paints 1\.0) and by other 2"):
        colours.register(name, 3, aliases=aliases, origin="other 2")
    assert list(colours) == ["red", "blue"]
    assert "green" not in colours


def test_an_unknown_name_proposes_the_nearest(colours: Registry[int]) -> None:
    with pytest.raises(UnknownName, match="no colour named 'bleu'; did you mean 'blue'"):
        colours["bleu"]
    with pytest.raises(UnknownName, match="known: blue, crimson, red"):
        colours["zzzzzz"]
    assert colours.keys() == {"red", "blue"}
    assert 7 not in colours
