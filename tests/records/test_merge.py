import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.records.merge import MergeConflict, merge, preferred
from lcmnas_core.records.store import Store

one_row = st.tuples(st.sampled_from([None, 1.0]), st.integers(0, 2), st.sampled_from(["run", "again"]))


@settings(max_examples=500)
@given(rows=st.tuples(one_row, one_row, one_row))
def test_preference_is_a_total_order(make, rows):
    a, b, c = (make(value, minutes=minutes, run_id=run) for value, minutes, run in rows)
    assert preferred(a, a) == a
    assert preferred(a, b) == preferred(b, a)
    assert preferred(preferred(a, b), c) == preferred(a, preferred(b, c))


# (seed, attempt, failed, minutes, cost of time): a small world, so that equal keys are common. The value
# follows from the seed: stores that agree.
slots = st.tuples(st.integers(0, 3), st.integers(1, 2), st.booleans(), st.integers(0, 2))
shards = st.lists(st.lists(slots, max_size=4), min_size=2, max_size=3)


def filled(stack, make, rows):
    store = stack.enter_context(
        Store.create_or_open(Path(stack.enter_context(tempfile.TemporaryDirectory())))
    )
    store.add(
        make(None if lost else float(seed), seed=seed, attempt=n, minutes=m) for seed, n, lost, m in rows
    )
    return store


@settings(max_examples=8, deadline=None)
@given(shards=shards)
def test_order_does_not_matter_and_twice_is_once(make, shards):
    with ExitStack() as stack:
        sources = [filled(stack, make, rows) for rows in shards]
        results = []
        for order in (sources, sources[::-1]):
            target = filled(stack, make, [])
            merge(target, order)
            once = list(target)
            assert merge(target, order) == 0
            assert list(target) == once
            results.append(once)
        one_by_one = filled(stack, make, [])
        for source in sources:
            merge(one_by_one, [source])
        assert all(result == list(one_by_one) for result in results)
        held = {(seed, attempt) for rows in shards for seed, attempt, *_ in rows}
        assert {(row.identity.seed, row.attempt) for row in one_by_one} == held


@settings(max_examples=8, deadline=None)
@given(values=st.lists(st.sampled_from([None, 1.0, 2.0]), min_size=2, max_size=4))
def test_two_values_of_one_key_are_a_conflict_and_nothing_is_merged(make, values):
    with ExitStack() as stack:
        target = filled(stack, make, [])
        sources = [filled(stack, make, []) for _ in values]
        for source, value in zip(sources, values, strict=True):
            source.add([make(value, seed=5), make(3.0, seed=6)])
        if {1.0, 2.0} <= set(values):
            with pytest.raises(MergeConflict, match=r"seed 5: [12]\.0 against [12]\.0") as caught:
                merge(target, sources)
            assert caught.value.exit_code == 4
            assert [conflict.first.identity.seed for conflict in caught.value.conflicts] == [5]
            assert len(target) == 0
        else:
            merge(target, sources)
            assert len(target) == 2


def test_a_value_is_preferred_to_a_failure_and_the_first_to_the_second(store, make, tmp_path):
    early_failure, late_value, value = make(None, minutes=0), make(1.0, minutes=9), make(1.0, minutes=5)
    store.add([early_failure])
    for number, row in enumerate([late_value, value]):
        with Store.create_or_open(tmp_path / str(number)) as source:
            source.add([row])
            assert merge(store, [source]) == 1
    assert list(store) == [value]


def test_many_conflicts_are_counted_and_three_named(store, make, tmp_path):
    store.add(make(0.0, seed=seed) for seed in range(10))
    with Store.create_or_open(tmp_path / "other") as other:
        other.add(make(1.0, seed=seed) for seed in range(10))
        with pytest.raises(MergeConflict, match=r"seed 0: .*seed 2: .*and 7 more$"):
            merge(store, [other])


def test_notes_and_environments_come_along(store, tmp_path):
    from lcmnas_core.records.environment import capture_environment

    store.put_meta({"preset": "b", "mine": 1})
    with Store.create_or_open(tmp_path / "other") as other:
        other.put_meta({"preset": "a", "yours": 2})
        other.add_environment(capture_environment())
        merge(store, [other])
    assert store.meta() == {"preset": "a", "mine": 1, "yours": 2}
    assert list(store.environments().values()) == [capture_environment()]
