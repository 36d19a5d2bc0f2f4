"""Which asks of which jobs are still to be done: resume, retry and shards, each a filter over a stream."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lcmnas_core.engines.job import Ask, Job
from lcmnas_core.errors import UsageError


@dataclass(frozen=True)
class Shard:
    """Part `index` of `count` equal parts of a plan, counted from 1.

    Raises:
        UsageError: not 1 <= index <= count.
    """

    index: int
    count: int

    def __post_init__(self) -> None:
        if not 1 <= self.index <= self.count:
            raise UsageError(f"shard must be i/n with 1 <= i <= n, got {self.index}/{self.count}")

    @classmethod
    def parse(cls, text: str) -> Shard:
        """The shard written `i/n`."""
        index, _, count = text.partition("/")
        if not (index.isdecimal() and count.isdecimal()):
            raise UsageError(f"shard must be i/n, like 3/8, got {text!r}")
        return cls(int(index), int(count))

    def __contains__(self, job: Job) -> bool:
        digest = hashlib.sha256("".join(ask.identity.key for ask in job.asks).encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.index - 1


WHOLE = Shard(1, 1)


def unseen(asks: Iterable[Ask], present: set[str]) -> Iterator[Ask]:
    """Each of `asks` whose key is not in `present`, which it then joins."""
    for ask in asks:
        if ask.identity.key not in present:
            present.add(ask.identity.key)
            yield ask


def missing(jobs: Iterable[Job], present: set[str]) -> Iterator[Job]:
    """Each of `jobs` with the asks whose key is not in `present`; what is handed out counts as present."""
    for job in jobs:
        asks = tuple(unseen(job.asks, present))
        if asks:
            yield replace(job, asks=asks)


def failed(jobs: Iterable[Job], attempts: Mapping[str, int]) -> Iterator[Job]:
    """Each of `jobs` with the asks whose latest attempt failed: the keys of `attempts`."""
    present: set[str] = set()
    for job in missing(jobs, present):
        asks = tuple(ask for ask in job.asks if ask.identity.key in attempts)
        if asks:
            yield replace(job, asks=asks)
