import pytest

from lcmnas_core.engines.selection import Shard, failed, missing
from lcmnas_core.errors import UsageError


def seeds(jobs):
    return [(job.asks[0].identity.arch, [ask.identity.seed for ask in job.asks]) for job in jobs]


def keys(job, *seeds):
    return {job.asks[seed].identity.key for seed in seeds}


def test_present_keys_are_dropped_and_empty_jobs_with_them(job):
    a, b = job("seeds", arch="a", values=3), job("seeds", arch="b", values=2)
    assert seeds(missing([a, b], keys(a, 0, 2) | keys(b, 0, 1))) == [("a", [1])]


def test_what_is_planned_twice_is_done_once(job):
    a = job("seeds", arch="a", values=2)
    longer = job("seeds", arch="a", values=3)
    assert seeds(missing([a, a, longer], set())) == [("a", [0, 1]), ("a", [2])]


def test_only_failures_are_tried_again(job):
    a, b = job("seeds", arch="a", values=3), job("seeds", arch="b", values=2)
    assert seeds(failed([a, b, a], dict.fromkeys(keys(a, 1), 1))) == [("a", [1])]


def test_the_plan_is_read_as_a_stream(job):
    endless = iter(lambda: job("seeds", arch="a"), None)
    assert seeds([next(missing(endless, set()))]) == [("a", [0])]


def test_shards_part_the_plan(job):
    jobs = [job("seeds", arch=arch, values=2) for arch in range(200)]
    parts = [[each for each in jobs if each in Shard(i, 3)] for i in (1, 2, 3)]
    assert sorted(each.asks[0].identity.key for part in parts for each in part) == sorted(
        each.asks[0].identity.key for each in jobs
    )
    # A fair split of 200 into thirds has a standard deviation of 6.7 per part.
    assert all(200 / 3 - 30 < len(part) < 200 / 3 + 30 for part in parts)


def test_a_shard_is_written_as_a_fraction():
    assert Shard.parse("3/8") == Shard(3, 8)


@pytest.mark.parametrize("text", ["", "3", "0/3", "4/3", "a/b", "1/0", "-1/2", "1/2/3"])
def test_a_shard_that_is_none_is_refused(text):
    with pytest.raises(UsageError, match="shard must be i/n"):
        Shard.parse(text)
