"""Locality and shrinkage of a run's landscapes, with their tables and without."""

import json

import pytest

from lcmnas_core.errors import MissingError, UsageError
from suites.search_cost import SUITE
from suites.search_cost.shapes import SHAPES, shapes


@pytest.fixture(scope="module")
def request_(request_of):
    return request_of()


@pytest.fixture(scope="module")
def found(request_):
    return shapes(request_)


def test_accuracies_dealt_out_at_random_have_no_locality_and_no_shape_is_missing(found):
    rows, omitted = found
    assert omitted == [] and set(rows) == set(SHAPES) and all(rows.values())
    near = rows["locality"][0]
    assert near["corr_shuffled_low"] < near["correlation"] < near["corr_shuffled_high"]
    json.dumps(rows, allow_nan=False)
    assert {row["landscape"] for name in SHAPES for row in rows[name]} == {"synthetic"}


@pytest.mark.slow
def test_equal_requests_have_equal_shapes(request_, found):
    assert shapes(request_) == found


@pytest.fixture
def without_tables(monkeypatch):
    def missing(name):
        raise MissingError(f"{name} is not at hand")

    monkeypatch.setattr("suites.search_cost.shapes.landscape", missing)


def test_an_earlier_analysis_stands_in_for_a_table(request_, found, without_tables):
    (arena,) = request_.arenas
    earlier = {"landscapes": [{"name": arena.name, "sha256": arena.sha256}], **found[0]}
    assert shapes(request_, json.loads(json.dumps(earlier))) == found


def test_an_analysis_of_another_table_does_not(request_, found, without_tables):
    (arena,) = request_.arenas
    earlier = {"landscapes": [{"name": arena.name, "sha256": "other"}], **found[0]}
    for known in (earlier, None):
        rows, omitted = shapes(request_, known)
        assert not any(rows.values())
        assert omitted == ["locality and shrinkage of synthetic: synthetic is not at hand"]


def test_another_table_than_the_one_searched_on_is_refused(request_):
    (arena,) = request_.arenas
    changed = request_.model_copy(update={"arenas": (arena.model_copy(update={"sha256": "other"}),)})
    rows, (line,) = shapes(changed)
    assert not any(rows.values())
    assert line.endswith("the table at hand is not the one that synthetic was searched on")


def test_the_page_can_be_made_again_without_tables(request_, performed, without_tables, found):
    (arena,) = request_.arenas
    earlier = {"landscapes": [{"name": arena.name, "sha256": arena.sha256}], **found[0]}
    frames = SUITE.frames(request_, performed(request_), earlier)
    assert frames.omitted == [] and len(frames.frames["shrinkage"]) == 10
    assert SUITE.frames(request_, performed(request_)).omitted


def test_networks_of_an_unbounded_space_have_locality_alone(request_of, found, monkeypatch):
    request = request_of(networks="macro_mini")
    (networks,) = request.networks
    shown, omitted = shapes(request)
    mine = [row for row in shown["locality"] if row["landscape"] == "macro_mini"]
    assert mine and shown == found[0] | {"locality": found[0]["locality"] + mine} and not omitted

    def missing(name, sha256):
        raise MissingError(f"{name} is not at hand")

    monkeypatch.setattr("suites.search_cost.shapes.load_unchanged", missing)
    known = {"networks": [networks.model_dump()], **shown}
    assert shapes(request, known) == (shown, [])
    (line,) = shapes(request, shown)[1]
    assert line == "locality and shrinkage of macro_mini: macro_mini is not at hand"


def test_a_table_of_a_finite_space_is_a_landscape(request_of):
    with pytest.raises(UsageError, match="name it among the landscapes"):
        request_of(networks="nb201_mini")
